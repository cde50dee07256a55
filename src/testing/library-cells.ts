import { UserError } from '../errors.ts';
import type { Plan } from '../plan.ts';
import {
  libraryScenarios,
  loadScenario,
  planScenario,
  variantsOf,
  type WrittenScenario,
} from '../scenario/index.ts';
import { type PinnedKafka, pinnedKafkas } from '../systems/kafka/versions.ts';

/** A scenario of the library, or a variant of it, on one pinned version of Kafka. */
export interface LibraryCell {
  /** As the command line has it: `key9-loss --variant control --kafka 3.4.0`. */
  readonly title: string;
  readonly version: string;
  /** Whether the scenario was written for this version: such a cell must never be refused. */
  readonly isOwn: boolean;
  readonly planned: { readonly plan: Plan } | { readonly refusal: UserError };
}

/** Every scenario and variant for Kafka on every pinned version, in both ways of keeping metadata where it leaves that open. */
export async function libraryCells(): Promise<readonly LibraryCell[]> {
  const versions = await pinnedKafkas();
  return libraryScenarios().flatMap(({ name }) => {
    const written = loadScenario(name);
    if (planScenario(written).system !== 'kafka') return [];
    const variants = [undefined, ...variantsOf(written).map((variant) => variant.name)];
    return variants.flatMap((variant) =>
      versions.flatMap((version) => cellsOf(written, { variant, ...version })),
    );
  });
}

interface Wanted extends PinnedKafka {
  readonly variant: string | undefined;
}

function cellsOf(written: WrittenScenario, { variant, version, metadata }: Wanted): readonly LibraryCell[] {
  const { cluster } = planScenario(written, { variant });
  // What an author says of the metadata is a part of what the scenario shows, and is left as it is.
  const isOpen = cluster.metadata === undefined && metadata.length > 1;
  const sets = isOpen ? metadata.map((kind) => [`cluster.metadata=${kind}`]) : [[]];
  return sets.map((set) => ({
    title: titleOf(written.name, { variant, version, set }),
    version,
    isOwn: cluster.kafka === version,
    planned: attempt(() => planScenario(written, { variant, kafka: version, set })),
  }));
}

function titleOf(
  name: string,
  { variant, version, set }: Pick<Wanted, 'variant' | 'version'> & { readonly set: readonly string[] },
): string {
  const ofVariant = variant === undefined ? [] : ['--variant', variant];
  return [name, ...ofVariant, '--kafka', version, ...set.flatMap((each) => ['--set', each])].join(' ');
}

function attempt(makePlan: () => Plan): LibraryCell['planned'] {
  try {
    return { plan: makePlan() };
  } catch (error) {
    if (error instanceof UserError) return { refusal: error };
    throw error;
  }
}

/** A refusal must be about the version or what goes with it, so that no other mistake of a scenario hides behind it. */
export const aboutTheVersion = /Kafka \d|KRaft|ZooKeeper/;

/** What `npm test` runs of the library beside the tests that look closer: a newer Kafka, in both runtimes. */
export const quickCells: readonly string[] = [
  'kafka-recovery --kafka 4.3.1 (local)',
  'last-replica-standing --variant stopped --kafka 4.3.1 (local)',
  'last-replica-standing --kafka 4.3.1 (docker)',
  'isolate-leader --variant acks-1 --kafka 3.9.1 --set cluster.metadata=zookeeper (local)',
  'cut-off-leader --kafka 4.3.1 (docker)',
];
