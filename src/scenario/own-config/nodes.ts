import type { PlannedNode } from '../../plan.ts';
import type { OwnConfig } from '../../systems/system.ts';
import type { Problem } from '../problems.ts';
import { placeInFile, type ReadFile } from './files.ts';

/** Whose settings hold on which node, and what to say of it. */
export interface Shares {
  /** By the node's name: its files, in the order in which they are laid over each other. */
  readonly files: ReadonlyMap<string, readonly ReadFile[]>;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Files that name different nodes are theirs; what names none, or the only one that does, is for all of its role. A role
 * for which there is no file has what all brokers share, and brokers have every file then.
 */
export function sharesOf(read: readonly ReadFile[], nodes: readonly PlannedNode[]): Shares {
  const roles = [...new Set(nodes.map(({ role }) => role))];
  const parts = roles.map((role) => {
    const ofRole = nodes.filter((node) => node.role === role);
    const isNamed = read.some(({ own }) => own.owner.roles.includes(role));
    const holdsData = ofRole.some((node) => node.holdsData);
    if (!isNamed && !holdsData) return nothing;
    const theirs = read.filter(
      ({ own: { owner } }) => owner.roles.length === 0 || owner.roles.includes(role),
    );
    return theirs.length > 0
      ? handedOut(theirs, ofRole)
      : { ...handedOut(read, ofRole), notes: takenNotes(read, role) };
  });
  return {
    files: new Map(parts.flatMap(({ files }) => [...files])),
    notes: parts.flatMap(({ notes }) => notes),
    problems: [...sameIds(read), ...parts.flatMap(({ problems }) => problems)],
  };
}

const nothing: Shares = { files: new Map(), notes: [], problems: [] };

function takenNotes(read: readonly ReadFile[], role: string): readonly string[] {
  return read.map(({ file }) => `${file} is of no ${role}; what it says is taken for the ${role}s, too`);
}

function handedOut(theirs: readonly ReadFile[], nodes: readonly PlannedNode[]): Shares {
  const own = theirs.filter(({ own: { owner } }) => owner.id !== null);
  const ids = new Set(own.map(({ own: { owner } }) => owner.id));
  if (ids.size < 2)
    return { files: new Map(nodes.map(({ name }) => [name, theirs])), notes: [], problems: [] };
  const { chosen, problems } = chosenFor(nodes, own.toSorted(byId));
  const pairs = nodes.map(({ name }, index) => ({ name, its: chosen[index % chosen.length] }));
  const filesOf = (its: ReadFile | undefined) =>
    theirs.filter((one) => one === its || one.own.owner.id === null);
  return {
    files: new Map(pairs.map(({ name, its }) => [name, filesOf(its)])),
    notes: [pairs.map(({ name, its }) => `${name} has the settings of ${its?.file}`).join(', ')],
    problems,
  };
}

function byId(a: ReadFile, b: ReadFile): number {
  return (a.own.owner.id ?? 0) - (b.own.owner.id ?? 0);
}

/** Of more files than nodes one of each kind comes first: a file like one that is tried already adds nothing. */
function chosenFor(nodes: readonly PlannedNode[], own: readonly ReadFile[]) {
  const kinds = new Map(own.toReversed().map((one) => [kindOf(one.own), one]));
  const firsts = own.filter((one) => [...kinds.values()].includes(one));
  const others = own.filter((one) => !firsts.includes(one));
  const chosen = [...firsts, ...others].slice(0, nodes.length).toSorted(byId);
  const untried = nodes.some(({ holdsData }) => holdsData) ? firsts.slice(nodes.length) : [];
  const problems = untried.map(({ file, own: { owner } }) => ({
    place: placeInFile(file, owner.line),
    message: `the settings differ from those of the other files, and there are only ${nodes.length} nodes; add --set cluster.brokers=${firsts.length}`,
  }));
  return { chosen, problems };
}

/** What of a file may make a difference: where a node stands makes none. */
function kindOf({ kept }: OwnConfig): string {
  const settings = kept.filter(({ key }) => key !== 'broker.rack').map(({ key, value }) => [key, value]);
  return JSON.stringify(settings.toSorted());
}

/** Two nodes of one id are no cluster; only files of the same roles that name one node may be parts of its settings. */
function sameIds(read: readonly ReadFile[]): readonly Problem[] {
  const named = read.filter(({ own: { owner } }) => owner.id !== null);
  const ids = new Set(named.map(({ own: { owner } }) => owner.id));
  const roles = new Set(named.map(({ own: { owner } }) => owner.roles.join()).filter(Boolean));
  const isOfOneNode = ids.size === 1 && roles.size < 2;
  if (isOfOneNode) return [];
  return named.flatMap(({ file, own: { owner } }, index) => {
    const twin = named.slice(0, index).find((other) => other.own.owner.id === owner.id);
    if (!twin) return [];
    const message = `${owner.id} is the id in ${twin.file}:${twin.own.owner.line}, too; every node has one of its own`;
    return [{ place: placeInFile(file, owner.line), message }];
  });
}
