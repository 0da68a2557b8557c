import { sectionsOfApp } from './app-needs';

describe('sectionsOfApp', () => {
  it('gives the gateway the queue, what is kept how long, and no vendor', async () => {
    expect(await sectionsOfApp('gateway')).toEqual(['runtime', 'auth', 'warehouse', 'queue', 'retention']);
  });

  it("gives a function the host's sections and those that it names, each once", async () => {
    expect(await sectionsOfApp('custom-column')).toEqual([
      'runtime',
      'auth',
      'warehouse',
      'callback',
      'budget',
      'ai',
    ]);
  });

  it('knows no other app', async () => {
    await expect(sectionsOfApp('no-such-app')).rejects.toThrow('apps/no-such-app/src/function.ts');
  });
});
