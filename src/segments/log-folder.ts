/** A partition's folder wherever it lies: on this host, on a machine of a run, in a test. */
export interface LogFolder {
  /** The files directly in it. */
  list(): Promise<readonly { readonly name: string; readonly bytes: number }[]>;
  /** A chunk is good until the next one is asked for. */
  read(name: string): AsyncIterable<Uint8Array>;
}

/** A segment file; its name is its base offset. */
export interface SegmentFile {
  readonly name: string;
  readonly baseOffset: number;
  readonly bytes: number;
}

/** Base offset of `00000000000000000028.log`; undefined for any other file. */
export function segmentBaseOffset(name: string): number | undefined {
  const match = /^(\d{20})\.log$/.exec(name);
  return match ? Number(match[1]) : undefined;
}

/** The folder's segments in base offset order, which is their order by name; the last one is the active one. */
export async function segmentFiles(folder: LogFolder): Promise<readonly SegmentFile[]> {
  const segments: SegmentFile[] = [];
  for (const { name, bytes } of await folder.list()) {
    const baseOffset = segmentBaseOffset(name);
    if (baseOffset !== undefined) segments.push({ name, baseOffset, bytes });
  }
  return segments.sort((a, b) => a.baseOffset - b.baseOffset);
}

/** A small text file of the folder, or null when there is none. */
export async function readText(folder: LogFolder, name: string): Promise<string | null> {
  const files = await folder.list();
  if (!files.some((file) => file.name === name)) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of folder.read(name)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
