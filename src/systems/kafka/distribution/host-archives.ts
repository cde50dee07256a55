import { type Archives, archives } from './archive.ts';
import { requireJava } from './java.ts';
import type { Java } from './java-release.ts';
import type { KafkaSoftware } from './part.ts';
import type { Metadata } from './training.ts';

interface Host {
  readonly java: Java;
  readonly archives: Archives;
}

const hostOfFolder = new Map<string, Host>();

/** The software with the Java of this host checked and its class-data archives made when it is brought here. */
export function withHostArchives(software: KafkaSoftware, metadata: Metadata): KafkaSoftware {
  return {
    ...software,
    async resolve(options) {
      // For machines elsewhere, which have a Java of their own: this host may have none.
      if (options.mavenMachine) return software.resolve(options);
      const java = await requireJava(software);
      const folder = await software.resolve(options);
      const made = await archives({ software, softwareFolder: folder, java, metadata, ...options });
      hostOfFolder.set(folder, { java, archives: made });
      return folder;
    },
  };
}

/** The archive of this host for the software in that folder; undefined when none was made. */
export function hostArchive(softwareFolder: string, kind: keyof Archives): string | undefined {
  return hostOfFolder.get(softwareFolder)?.archives[kind];
}

/** This host's Java for that software, the one that its archives fit; undefined on any other machine. */
export function hostJava(softwareFolder: string): Java | undefined {
  return hostOfFolder.get(softwareFolder)?.java;
}
