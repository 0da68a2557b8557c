import { openSlots } from './call-slots';

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Steps that go on when the test says so. */
function openSteps(concurrency: number) {
  const slots = openSlots(concurrency);
  const begun: string[] = [];
  const steps = new Map<string, { answered: () => void; kept: () => void; failed: (error: Error) => void }>();
  const begin = (name: string): Promise<string> =>
    slots(
      (answered) =>
        new Promise<string>((resolve, reject) => {
          begun.push(name);
          steps.set(name, { answered, kept: () => resolve(`${name} kept`), failed: reject });
        }),
    );
  return { begun, begin, step: (name: string) => steps.get(name) };
}

describe('openSlots', () => {
  it('begins the next call when one is answered, not when its answer is kept', async () => {
    const { begun, begin, step } = openSteps(1);
    const first = begin('a');
    const second = begin('b');
    await settle();
    expect(begun).toEqual(['a']);
    step('a')?.answered();
    await settle();
    expect(begun).toEqual(['a', 'b']);
    step('a')?.kept();
    step('b')?.kept();
    expect(await Promise.all([first, second])).toEqual(['a kept', 'b kept']);
  });

  it('frees the slot of a step that asks nobody', async () => {
    const { begun, begin, step } = openSteps(1);
    const both = [begin('a'), begin('b')];
    await settle();
    step('a')?.kept();
    await both[0];
    await settle();
    await settle();
    expect(begun).toEqual(['a', 'b']);
    step('b')?.kept();
    await Promise.all(both);
  });

  it('frees the slot of a step that fails, and passes its error on', async () => {
    const { begun, begin, step } = openSteps(1);
    const first = begin('a');
    const second = begin('b');
    await settle();
    step('a')?.failed(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    expect(begun).toEqual(['a']);
    await settle();
    await settle();
    expect(begun).toEqual(['a', 'b']);
    step('b')?.kept();
    await second;
  });

  it('keeps calls beyond the allowed number waiting', async () => {
    const { begun, begin, step } = openSteps(2);
    const all = ['a', 'b', 'c'].map(begin);
    await settle();
    expect(begun).toEqual(['a', 'b']);
    for (const name of ['a', 'b']) step(name)?.answered();
    for (const name of ['a', 'b']) step(name)?.kept();
    await settle();
    step('c')?.kept();
    await Promise.all(all);
  });
});
