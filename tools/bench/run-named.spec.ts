import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesIn, runNamed } from './run-named';

let folder: string;
let place: { readonly folder: string; readonly ending: string; readonly command: string };
const printed: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'userport-measured-'));
  place = { folder, ending: '.measure.ts', command: 'npm run measure' };
  const file = (name: string, value: number): void =>
    writeFileSync(
      join(folder, `${name}.measure.ts`),
      `exports.measure = async () => [{ what: 'right', value: ${value}, unit: '%', least: 90 }];`,
    );
  file('good', 95);
  file('bad', 85);
  writeFileSync(join(folder, 'notes.md'), 'Notes.');
  printed.length = 0;
  for (const method of ['log', 'error'] as const)
    jest
      .spyOn(console, method)
      .mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('runNamed', () => {
  it('prints what was measured as one document, with the answer whether its bounds hold', async () => {
    expect(await runNamed(place, ['good', '--json'])).toBe(0);
    expect(printed).toEqual([
      '{"name":"good","rows":[{"what":"right","value":95,"unit":"%","least":90,"holds":true}]}',
    ]);
  });

  it('fails when a bound does not hold', async () => {
    expect(await runNamed(place, ['bad'])).toBe(1);
  });

  it.each([[['other']], [[]]])('names what there is when asked for %j', async (args) => {
    expect(await runNamed(place, args)).toBe(2);
    expect(printed).toEqual(['npm run measure -- NAME [--json]; NAME is one of: bad, good']);
  });
});

describe('namesIn', () => {
  it('tells the files with the ending, in order', () => {
    expect(namesIn(place)).toEqual(['bad', 'good']);
  });
});
