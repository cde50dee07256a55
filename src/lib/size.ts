const units = {
  B: 1,
  KB: 1000,
  MB: 1000 ** 2,
  GB: 1000 ** 3,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
} as const;

/** `10`, `4KiB`, `512MiB` in bytes; undefined when it is no size. */
export function parseSizeBytes(text: string): number | undefined {
  const match = /^(\d+)\s*(B|KB|MB|GB|KiB|MiB|GiB)?$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * units[(match[2] ?? 'B') as keyof typeof units];
}

/** Bytes for people: `750 B`, `4.0 KiB`, `512.0 MiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < units.MiB) return `${(bytes / units.KiB).toFixed(1)} KiB`;
  if (bytes < units.GiB) return `${(bytes / units.MiB).toFixed(1)} MiB`;
  return `${(bytes / units.GiB).toFixed(1)} GiB`;
}
