import { UserError } from '../../errors.ts';
import { printable } from '../../lib/printable.ts';

/** Kafka splits `log.dirs` at commas and takes each part as a folder, wherever that is; lines end a setting. */
const unfitForNodes = /[,\p{Cc}]/u;
/** Java splits its class path there. */
const unfitForJars = /:/;

/** Refuses a folder in which a node would be given paths that lead elsewhere; nothing was started then. */
export function requireFolderForNodes(folder: string): void {
  refuseIf(unfitForNodes, folder, {
    what: 'Kafka would split the folders of its logs there',
    hint: 'Point TMPDIR to a folder without commas and control characters.',
  });
}

/** Refuses a folder from which Java could load no jars. */
export function requireFolderForJars(folder: string): void {
  refuseIf(unfitForJars, folder, {
    what: 'Java would split its class path there',
    hint: 'Point XDG_CACHE_HOME, or --kafka-home, to a folder without colons.',
  });
}

function refuseIf(
  unfit: RegExp,
  folder: string,
  { what, hint }: { readonly what: string; readonly hint: string },
): void {
  const found = unfit.exec(folder)?.[0];
  if (found === undefined) return;
  throw new UserError(`${printable(folder)}: no node can use a folder with '${printable(found)}': ${what}`, {
    hint,
  });
}
