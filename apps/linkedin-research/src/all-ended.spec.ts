import { allEnded } from './all-ended';

describe('allEnded', () => {
  it('answers in order, each with its type', async () => {
    const [word, number] = await allEnded([Promise.resolve('a'), Promise.resolve(1)]);
    expect([word.length, number + 1]).toEqual([1, 2]);
  });

  it('waits for the others before it throws the first failure', async () => {
    const ended: string[] = [];
    const late = Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => void ended.push('late'));
    await expect(allEnded([Promise.reject(new Error('first')), late])).rejects.toThrow('first');
    expect(ended).toEqual(['late']);
  });
});
