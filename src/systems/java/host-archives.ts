import type { Software } from '../../machines/machine.ts';
import { type Archives, archives } from './archive.ts';
import { requireJava } from './java.ts';
import type { Java } from './java-release.ts';
import type { Trained } from './training.ts';

interface Host {
  readonly java: Java;
  readonly archives: Archives;
}

const hostOfFolder = new Map<string, Host>();

/** The software with the Java of this host checked and its class-data archives made when it is brought here. */
export function withHostArchives<S extends Software>(software: S, trained: Trained): S {
  return {
    ...software,
    async resolve(options: Parameters<Software['resolve']>[0]) {
      // For machines elsewhere, which have a Java of their own: this host may have none.
      if (options.mavenMachine) return software.resolve(options);
      const java = await requireJava(trained);
      const folder = await software.resolve(options);
      const made = await archives({ trained, softwareFolder: folder, java, ...options });
      hostOfFolder.set(folder, { java, archives: made });
      return folder;
    },
  };
}

/** The archive of this host for the software in that folder; undefined when none was made. */
export function hostArchive(softwareFolder: string, kind: string): string | undefined {
  return hostOfFolder.get(softwareFolder)?.archives[kind];
}

/** This host's Java for that software, the one that its archives fit; undefined on any other machine. */
export function hostJava(softwareFolder: string): Java | undefined {
  return hostOfFolder.get(softwareFolder)?.java;
}

/** What a run says of it among its versions. */
export function hostJavaVersion(folders: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const [build] = [...folders.values()].flatMap((folder) => hostJava(folder)?.build ?? []);
  return build === undefined ? {} : { Java: build };
}
