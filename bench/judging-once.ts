import { createReadStream } from 'node:fs';
import { judgeFile } from '../src/judge/verdict.ts';

/** What one process measured of itself. */
export interface Once {
  readonly ms: number;
  readonly peakBytes: number;
}

/** What nothing that reads JSON lines by JSON.parse can be faster than. */
async function parse(file: string): Promise<void> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 17 })) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) JSON.parse(line);
  }
}

async function judge(file: string): Promise<void> {
  const { valid } = await judgeFile(file);
  if (valid !== true) throw new Error(`the generated history is valid, but was judged ${valid}`);
}

const [what, file = ''] = process.argv.slice(2);
const startedAt = performance.now();
await (what === 'parse' ? parse(file) : judge(file));
const once: Once = {
  ms: performance.now() - startedAt,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.send?.(once);
