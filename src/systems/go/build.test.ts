import { expect, it } from 'vitest';
import { buildFailure } from './build.ts';

it.each([
  ['verifying x@v1: checksum mismatch', 'go.sum'],
  ['main.go:4: missing go.sum entry for module', 'go.sum'],
  ['go: x@v1: Get "https://proxy": dial tcp: lookup proxy: no such host', 'GOPROXY'],
  ['go: go.mod requires go >= 1.99.0 (running go 1.25; GOTOOLCHAIN=local)', 'home: DIR'],
  ['main.go:1: syntax error', 'go build'],
])('%s says what to do', (line, advice) => {
  const { message } = buildFailure('etcd 3.6.16', ['go: downloading y v2', line]);
  expect(message).toContain(line);
  expect(message).toContain(advice);
});
