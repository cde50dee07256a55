import { columns } from './wrapped.ts';

/** Before each line: room for its mark. */
export const markWidth = 4;
/** Behind each line of a step: room for its time. */
export const timeWidth = 8;
const widthMin = 60;

/** How a line is divided: the columns of the screen, those of a step's words, and those between its mark and its time. */
export interface Layout {
  readonly width: number;
  readonly textWidth: number;
  readonly room: number;
}

/** Asked for each line: a window may be made wider in the middle of a run. Elsewhere than on a screen it is 80 columns. */
export function layoutOf({ isTTY, columns: now }: NodeJS.WriteStream): Layout {
  const width = isTTY && now ? Math.max(widthMin, now) : columns;
  const textWidth = Math.min(60, Math.max(30, width - 43));
  return { width, textWidth, room: width - markWidth - timeWidth };
}

/** A live line that wraps is not erased as a whole; the last column is left alone, as some screens wrap there. */
export function fitting(text: string, { columns: width = columns }: NodeJS.WriteStream): string {
  return text.slice(0, Math.max(1, width - markWidth - 1));
}
