import type { Engine } from '../client.ts';

/** The tag that an image was made for, which it keeps when another one takes the tag. */
export const tagLabel = 'fsync-lab.tag';

/**
 * Removes images that lost their tag to the same one of another run. The engine's builder does not notice that two
 * builds at once are the same: each makes an image, and the tag goes to the later one. Not to be called right after a
 * build: another one may stand between making its image and naming it, and then fails.
 */
export async function removeNameless(engine: Engine, tag: string): Promise<void> {
  const filters = { dangling: ['true'], label: [`${tagLabel}=${tag}`] };
  // Only tidiness: whoever needs the image has found it by its tag.
  await engine.pruneImages({ filters }).catch(() => undefined);
}
