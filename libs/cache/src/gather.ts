/**
 * Gathers what is asked for within one turn of the event loop into one act for all.
 * @param act answers for every item, in their order
 */
export function gatherTurn<I, O>(
  act: (items: readonly I[]) => Promise<readonly O[]>,
): (item: I) => Promise<O> {
  interface Waiting {
    readonly item: I;
    readonly resolve: (answer: O | Promise<O>) => void;
  }
  let waiting: Waiting[] = [];
  const flush = () => {
    const all = waiting;
    waiting = [];
    const answers = act(all.map(({ item }) => item));
    all.forEach(({ resolve }, index) => resolve(answers.then((each) => each[index] as O)));
  };
  return (item) =>
    new Promise((resolve) => {
      // After every promise that is ready has gone on: they may ask, too.
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ item, resolve });
    });
}

/** Gathers what comes while an act is under way into the next one, so that there is never more than one. */
export function gatherWhileBusy<I>(act: (items: readonly I[]) => Promise<void>): (item: I) => Promise<void> {
  let waiting: I[] = [];
  let next: Promise<void> | undefined;
  let busy: Promise<void> = Promise.resolve();
  return (item) => {
    waiting.push(item);
    const begin = () => {
      const all = waiting;
      waiting = [];
      next = undefined;
      busy = act(all);
      return busy;
    };
    // Those who come after a failed act have nothing to do with it.
    next ??= busy.then(begin, begin);
    return next;
  };
}
