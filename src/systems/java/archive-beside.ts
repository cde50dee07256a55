/** Where a machine that has its archives beside its jars, as an image does, has that of a kind of process. */
export function archiveBeside(softwareFolder: string, kind: string): string {
  // As images that were made before there was another system than Kafka have it.
  return `${softwareFolder}/${kind === 'broker' ? 'kafka' : kind}.jsa`;
}
