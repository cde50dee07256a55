/**
 * Awaits the work of a process. When nothing is left that could go on, Node.js ends with 0 whatever is still awaited:
 * `onDry` is called then, to say so and to set the exit code.
 */
export async function mustEnd(work: Promise<void>, onDry: () => void): Promise<void> {
  process.once('exit', onDry);
  await work;
  process.off('exit', onDry);
}
