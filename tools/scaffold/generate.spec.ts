import { generate } from './generate';

describe('generate', () => {
  let printed: jest.SpyInstance;
  beforeEach(() => {
    printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  });
  afterEach(() => printed.mockRestore());

  const nothing = () => ({ made: {}, changed: {} });

  it('does nothing without a name and says how one looks', async () => {
    expect(await generate(undefined, nothing, [])).toBe(2);
    expect(printed.mock.calls).toEqual([
      ['Say its name: lower case words joined by hyphens, such as lead-score.\n'],
    ]);
  });

  it('does nothing when one of its files is there already', async () => {
    const plan = () => ({ made: { 'package.json': '{}' }, changed: {} });
    expect(await generate('lead-score', plan, [])).toBe(2);
    expect(printed.mock.calls).toEqual([['Nothing was written: there is already package.json\n']]);
  });
});
