import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { extraAuthorities } from './extra-authorities.ts';

const root = await mkdtemp(join(tmpdir(), 'fsync-lab-authorities-'));
afterAll(() => rm(root, { recursive: true, force: true }));

// Made for this test: `openssl req -x509 -newkey ec …`, one valid until 2126, one expired.
const own = `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUAuIXAEL4EGG/p2wan/t2BWTCNLYwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTIyMDAzMTU3WhgPMjEy
NjEwMjkwMDMxNTdaMBkxFzAVBgNVBAMMDnRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE49GgrcxJayrfoTzrVSy29yz0efhHifsio2gBz2dM
LRu0AEED/j4tXIJW21Tgmsx3DaCZrTGAOwwYZjw+euHPw6NTMFEwHQYDVR0OBBYE
FD9Qcv8iRL3w1MeVjEvGG8CjIZctMB8GA1UdIwQYMBaAFD9Qcv8iRL3w1MeVjEvG
G8CjIZctMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAMCNtT5f
ESOwCf43W1sZNCNQ5vvO4pZwiT3pV3v0gf/vAiAbCH/mntkP8G1iMT4qo7CR/Umw
0lSJcIiFB/t1nFx/ww==
-----END CERTIFICATE-----`;
const expired = `-----BEGIN CERTIFICATE-----
MIIBMjCB2QIUHMAcXz6pXDlzHga9Tqlp+lWKKx4wCgYIKoZIzj0EAwIwHDEaMBgG
A1UEAwwRZXhwaXJlZCBhdXRob3JpdHkwHhcNMjYxMTIyMDAzMTU3WhcNMjYxMTIx
MDAzMTU3WjAcMRowGAYDVQQDDBFleHBpcmVkIGF1dGhvcml0eTBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABOPRoK3MSWsq36E861Ustvcs9Hn4R4n7IqNoAc9nTC0b
tABBA/4+LVyCVttU4JrMdw2gma0xgDsMGGY8Pnrhz8MwCgYIKoZIzj0EAwIDSAAw
RQIhANee0tUjIn7QO+grEl2FiPdjSF5GwBvbq9IPE7+OvJ5lAiBqG3hrStl3cuuh
F0KeKKvZyMKoN1hYs1hej+QgXRvzrw==
-----END CERTIFICATE-----`;

test("of the host's whole list only what nobody else has is left", async () => {
  const file = join(root, 'bundle.pem');
  await writeFile(file, [...rootCertificates.slice(0, 3), own, expired].join('\n'));
  expect(await extraAuthorities(file)).toEqual([own]);
});

test('without a file there are none', async () => {
  expect(await extraAuthorities(undefined)).toEqual([]);
  expect(await extraAuthorities('')).toEqual([]);
});

test('a file that is not there is an error that says where it was named', async () => {
  await expect(extraAuthorities(join(root, 'none.pem'))).rejects.toThrow(
    /cannot read the certificate authorities/,
  );
});
