import { openAtWork } from './at-work';

const life = { jobId: 'job', entityId: 'entity', generation: 1 };

describe('openAtWork', () => {
  it('does not begin what is being done, and does it again afterwards', async () => {
    const doUnlessAtWork = openAtWork();
    const began: string[] = [];
    const work = (name: string) => async () => {
      began.push(name);
      await Promise.resolve();
      return name;
    };
    const answers = await Promise.all([
      doUnlessAtWork(life, work('first')),
      doUnlessAtWork(life, work('second')),
    ]);
    expect([answers, began]).toEqual([['first', undefined], ['first']]);
    expect(await doUnlessAtWork(life, work('third'))).toBe('third');
  });

  it.each([{ jobId: 'other' }, { entityId: 'other' }, { generation: 2 }])(
    'does another life beside it: %j',
    async (more) => {
      const doUnlessAtWork = openAtWork();
      const both = [life, { ...life, ...more }].map((one) => doUnlessAtWork(one, () => Promise.resolve(1)));
      expect(await Promise.all(both)).toEqual([1, 1]);
    },
  );

  it('forgets what failed', async () => {
    const doUnlessAtWork = openAtWork();
    await expect(doUnlessAtWork(life, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await doUnlessAtWork(life, () => Promise.resolve(2))).toBe(2);
  });
});
