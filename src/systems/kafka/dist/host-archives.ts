import { type Archives, archives } from './archive.ts';
import { requireJava } from './java.ts';
import type { KafkaSoftware } from './software.ts';
import type { Metadata } from './training.ts';

const archivesOfFolder = new Map<string, Archives>();

/** The software with the Java of this host checked and its class-data archives made when it is brought here. */
export function withHostArchives(software: KafkaSoftware, metadata: Metadata): KafkaSoftware {
  return {
    ...software,
    async resolve(options) {
      const java = await requireJava(software);
      const folder = await software.resolve(options);
      archivesOfFolder.set(
        folder,
        await archives({ software, softwareFolder: folder, java, metadata, ...options }),
      );
      return folder;
    },
  };
}

/** The archive of this host for the software in that folder; undefined when none was made. */
export function hostArchive(softwareFolder: string, kind: keyof Archives): string | undefined {
  return archivesOfFolder.get(softwareFolder)?.[kind];
}
