import { countText } from '../lib/words.ts';
import { fateClasses, pageHtml } from './html/page.ts';
import { pageFile } from './html/page-files.ts';
import { shortened } from './sections/section.ts';
import type { DataFate } from './shared/headline.ts';
import { escapedHtml } from './shared/html.ts';

/** A run or an assessment as it lies in a folder: a row of the list. */
export interface StoredResult {
  /** From the folder that is looked at; the names that lead to it. */
  readonly path: readonly string[];
  readonly name: string;
  /** ISO 8601; null when nothing tells. */
  readonly startedAt: string | null;
  readonly fate: DataFate;
  /** `DATA LOST 1 of 20, as expected`. */
  readonly summary: string;
  /** The file of its page; null when there is none. */
  readonly page: string | null;
  /** Several of them can be put side by side. */
  readonly isRun: boolean;
}

/** A file or folder in the list of a folder's. */
export interface ListedFile {
  readonly name: string;
  readonly isFolder: boolean;
  /** `12 KiB`. */
  readonly size: string;
}

/** Where the server has the files of a folder. */
export function hrefOf(path: readonly string[], file?: string): string {
  const names = file === undefined ? [...path, ''] : [...path, file];
  return `/files/${names.map(encodeURIComponent).join('/')}`;
}

/** All runs of a folder, the newest first, each with the way to its page. */
export function browseHtml(folder: string, results: readonly StoredResult[]): string {
  const hasSeveral = results.filter(({ isRun }) => isRun).length > 1;
  const list = `<ul class="results">${results.map(resultHtml).join('\n')}</ul>`;
  const form = `<form action="/compare">${list}<p><button>Put the chosen ones side by side</button></p></form>`;
  const none = '<p>Nothing is stored here yet: <code>fsync-lab run key9-loss</code> makes a run.</p>';
  const title = `${countText(results.length, 'result')} in ${shortened(folder)}`;
  return page(title, '', results.length === 0 ? none : hasSeveral ? form : list);
}

function resultHtml({ path, name, startedAt, fate, summary, page, isRun }: StoredResult): string {
  const title = escapedHtml(shortened(name));
  const link = page === null ? title : `<a href="${hrefOf(path, page)}">${title}</a>`;
  const at = startedAt === null ? '' : `<time>${escapedHtml(timeText(startedAt))}</time>`;
  const value = escapedHtml(JSON.stringify(path));
  const box = isRun
    ? `<label class="choose"><input type="checkbox" name="run" value="${value}"><span>choose ${title}</span></label>`
    : '';
  return `<li class="${fateClasses[fate]}">${box}<div><strong>${link}</strong> ${at}<p>${escapedHtml(shortened(summary))}</p></div><a class="files" href="${hrefOf(path)}">files<span> of ${title}</span></a></li>`;
}

/** `2026-11-27 18:47 UTC`; as it is where it is no such time. */
function timeText(startedAt: string): string {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(startedAt);
  return found ? `${found[1]} ${found[2]} UTC` : shortened(startedAt, 40);
}

/** What lies in a folder of a run. */
export function folderHtml(path: readonly string[], files: readonly ListedFile[]): string {
  const items = files.map(({ name, isFolder, size }) => {
    const href = isFolder ? hrefOf([...path, name]) : hrefOf(path, name);
    return `<li><a href="${href}">${escapedHtml(`${shortened(name)}${isFolder ? '/' : ''}`)}</a> ${size}</li>`;
  });
  const title = shortened(path.join('/') || 'all files');
  return page(title, allRuns, `<ul class="listing">${items.join('\n')}</ul>`);
}

/** What went wrong, in words. */
export function problemHtml(text: string): string {
  return page('This cannot be shown', allRuns, `<p>${escapedHtml(shortened(text, 2000))}</p>`);
}

function page(title: string, lead: string, content: string): string {
  return pageHtml({ title: escapedHtml(title), kind: '', lead, content, style: pageFile('browse.css') });
}

/** The way back. */
export const allRuns = '<p><a href="/">All runs</a></p>';
