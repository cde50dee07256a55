/** The first index from `low` on, below `high`, that is no longer before what is looked for; `high` when all are. */
export function firstIndex(low: number, high: number, isBefore: (index: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
