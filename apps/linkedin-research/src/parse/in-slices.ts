/** Cards whose judging takes about a millisecond together. */
const SLICE = 25;

/** Maps and flattens, and lets others in between two slices of the list. */
export async function flatMapInSlices<I, O>(
  items: readonly I[],
  work: (item: I) => readonly O[],
  pause: () => Promise<void>,
  slice = SLICE,
): Promise<O[]> {
  const done: O[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % slice === 0) await pause();
    done.push(...work(item));
  }
  return done;
}
