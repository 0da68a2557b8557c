import { inFile, planted } from './planting';

describe('planting', () => {
  const [plant] = inFile('some/file.ts', [['a bug', 'a < b', 'a > b']]);

  it('replaces the line and nothing else', () => {
    expect(plant).toEqual({ name: 'a bug', file: 'some/file.ts', line: 'a < b', bug: 'a > b' });
    expect(plant && planted('if (a < b) return;', plant)).toBe('if (a > b) return;');
  });

  it.each([
    ['is not there', 'if (b) return;', 0],
    ['is there twice', 'a < b || a < b', 2],
  ])('fails when the line %s', (_what, source, times) => {
    expect(() => plant && planted(source, plant)).toThrow(
      `Plant a bug: some/file.ts must hold its line once and holds it ${times} times.`,
    );
  });
});
