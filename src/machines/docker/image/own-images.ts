import { UserError } from '../../../errors.ts';
import { type Engine, ownLabel } from '../client.ts';
import { dockerFailure, engineMessage, isGone, statusOf } from '../failures.ts';

/** An image that fsync-lab made and the daemon has. */
export interface OwnImage {
  /** A tag; the id of an image that lost its tag to a newer one. */
  readonly name: string;
  /** `base`: made by docker/base-from-debian.sh, not by a run. */
  readonly kind: 'base' | 'image';
  readonly bytes: number;
  readonly created: Date;
}

/** All of them, by name. */
export async function listImages(engine: Engine): Promise<readonly OwnImage[]> {
  const images = await engine
    .listImages({ filters: { label: [ownLabel] } })
    .catch((error: unknown) => Promise.reject(dockerFailure('cannot list the images', error)));
  return images
    .flatMap(({ Id, RepoTags, Labels, Size, Created }) =>
      namesOf(Id, RepoTags).map((name) => ({
        name,
        kind: Labels?.[ownLabel] === 'base' || isBaseTag(name) ? ('base' as const) : ('image' as const),
        bytes: Size,
        created: new Date(Created * 1000),
      })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What `images remove` means: the named ones; else all but the bases, which no run could make again. */
export function imagesToRemove(images: readonly OwnImage[], names: readonly string[]): readonly OwnImage[] {
  if (names.length > 0) return images.filter(({ name }) => names.includes(name));
  return images.filter(({ kind }) => kind === 'image');
}

/** Removes one; gone already is fine. */
export async function removeImage(engine: Engine, { name }: OwnImage): Promise<void> {
  try {
    await engine.getImage(name).remove();
  } catch (error) {
    if (isGone(error)) return;
    if (statusOf(error) !== 409) throw dockerFailure(`cannot remove ${name}`, error);
    throw new UserError(`${name} is in use: ${engineMessage(error)}`, {
      hint: '`fsync-lab clean` removes the containers of dead runs, `clean --all` those of living ones, too',
      cause: error,
    });
  }
}

function namesOf(id: string, tags: readonly string[] | undefined): readonly string[] {
  const named = (tags ?? []).filter((tag) => tag !== '<none>:<none>');
  return named.length > 0 ? named : [id];
}

function isBaseTag(name: string): boolean {
  return /^fsync-lab\/(build-)?base:/.test(name);
}
