import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { messageOf, UserError } from '../../errors.ts';
import { formatBytes } from '../../lib/size.ts';
import {
  allRuns,
  browseHtml,
  folderHtml,
  hrefOf,
  type ListedFile,
  problemHtml,
} from '../../reports/browse.ts';
import { comparisonHtml } from '../../reports/comparison/html.ts';
import { compare } from '../../reports/comparison.ts';
import { judgeStored } from '../check.ts';
import { namesOf, type Place, placeBelow } from './place.ts';
import { storedResults } from './results.ts';

const address = '127.0.0.1';

/** What a folder is shown by; ended by its disposal, with every request that is under way. */
export interface ResultServer extends AsyncDisposable {
  /** `http://127.0.0.1:43817/`. */
  readonly url: string;
}

/** Serves the runs of a folder, on loopback alone. `root` has no link in it; `shown` is how the user named it. */
export async function openServer(options: {
  readonly root: string;
  readonly shown: string;
  /** 0 means any free one. */
  readonly port: number;
}): Promise<ResultServer> {
  const { root, shown, port } = options;
  const server = createServer((request, response) => {
    answer(request, response, { root, shown }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else page(response, { status: 500, html: problemHtml(messageOf(error)) });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, address, resolve);
  }).catch((error: unknown) => {
    throw new UserError(`port ${port} can't be used: ${messageOf(error)}`, {
      hint: 'leave --port out, and a free one is taken',
    });
  });
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Shown = { readonly root: string; readonly shown: string };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { root, shown }: Shown,
): Promise<void> {
  // A page of elsewhere may have its own name lead here; what this server shows is not for it.
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  if (host !== address && host !== 'localhost')
    return problem(response, 403, 'this server is for 127.0.0.1 alone');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return problem(response, 405, 'only GET is answered');
  const [path = '', query = ''] = (request.url ?? '').split('?');
  if (path === '/') return page(response, { html: browseHtml(shown, await storedResults(root)) });
  if (path === '/compare') return page(response, { html: await comparisonOf(root, query) });
  const names = path.startsWith('/files/') ? namesOf(path.slice('/files/'.length)) : null;
  const place = names && (await placeBelow(root, names));
  if (!place) return problem(response, 404, 'there is nothing of that name');
  if (!place.isFolder) return file(response, place, request.method === 'HEAD');
  return page(response, { html: folderHtml(place.names, await filesIn(place)) });
}

/** The chosen runs side by side; each value is the list of names that lead to one. */
async function comparisonOf(root: string, query: string): Promise<string> {
  const chosen = new URLSearchParams(query).getAll('run').map(listOfNames);
  if (chosen.length === 0) return problemHtml('choose the runs that are to stand side by side');
  const named = [];
  for (const names of chosen) {
    const place = await placeBelow(root, names);
    if (!place) return problemHtml(`there is no run ${names.join('/')}`);
    const { judged } = await judgeStored(place.path);
    const path = names.join('/');
    named.push({ path, result: { judged, folder: path } });
  }
  const pages = chosen.map(
    (names, index) => `<a href="${hrefOf(names, 'report.html')}">run ${index + 1}</a>`,
  );
  return comparisonHtml(compare(named), `${allRuns}<p>${pages.join(' · ')}</p>`);
}

function listOfNames(json: string): readonly string[] {
  const names: unknown = JSON.parse(json);
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
  if (!isList) throw new TypeError('a run is named by the list of names that lead to it');
  return names;
}

async function filesIn({ path }: Place): Promise<readonly ListedFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const files = entries.map(async (entry): Promise<ListedFile> => {
    const found = await stat(join(path, entry.name)).catch(() => null);
    const isFolder = found?.isDirectory() ?? false;
    return { name: entry.name, isFolder, size: found && !isFolder ? formatBytes(found.size) : '' };
  });
  return (await Promise.all(files)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const types: Readonly<Record<string, string>> = {
  'report.html': 'text/html',
  'assess.html': 'text/html',
  'timeline.svg': 'image/svg+xml',
};

/** Only what we write ourselves is shown as more than text, and even that reaches neither a network nor other runs. */
async function file(response: ServerResponse, { names, path, bytes }: Place, isHead: boolean): Promise<void> {
  const type = types[names.at(-1) ?? ''] ?? 'text/plain';
  const policy = `sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'`;
  headers(response, { status: 200, type, policy });
  response.setHeader('Content-Length', bytes);
  // A log that still grows is shown as it was: more than was announced would break the answer.
  if (isHead || bytes === 0) response.end();
  else await pipeline(createReadStream(path, { end: bytes - 1 }), response);
}

function problem(response: ServerResponse, status: number, text: string): void {
  page(response, { status, html: problemHtml(text) });
}

function page(response: ServerResponse, { status = 200, html }: { status?: number; html: string }): void {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'";
  headers(response, { status, type: 'text/html', policy });
  response.end(html);
}

function headers(
  response: ServerResponse,
  { status, type, policy }: { status: number; type: string; policy: string },
): void {
  response.statusCode = status;
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'; base-uri 'none'`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Cache-Control', 'no-store');
}
