import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { packageFolder } from './package-version.ts';

/**
 * An error's stack with the places in our sources. Node could name them itself, but it would read every source map at
 * every start, for 20 ms; here they are read when something is told.
 */
export function sourceStack(error: Error): string {
  const place = /([^\s()]+\.cjs):(\d+):(\d+)/g;
  return (error.stack ?? error.message).replace(place, (text, file, line, column) => {
    const origin = originOf(file, Number(line), Number(column));
    return origin ?? text;
  });
}

function originOf(file: string, line: number, column: number): string | null {
  try {
    const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
    const origin = map.findOrigin(line, column);
    if (!('fileName' in origin)) return null;
    const source = relative(packageFolder, join(dirname(file), origin.fileName));
    return `${source}:${origin.lineNumber}:${origin.columnNumber}`;
  } catch {
    // A file without a map is named as it is.
    return null;
  }
}
