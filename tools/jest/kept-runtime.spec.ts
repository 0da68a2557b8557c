import { runSpecs } from './testing';

describe('the runtime that a worker keeps', () => {
  it('loads a source once for two spec files, which may import more of it later, and each spec file itself', () => {
    const note = (what: string) =>
      `import { appendFileSync } from 'node:fs';\nappendFileSync(__dirname + '/notes', '${what}\\n');\n`;
    const spec = (name: string) =>
      `${note(name)}import { late } from './source';\n` +
      `it('imports on first use', async () => expect((await late('${name}')).name).toBe('${name}'));\n`;
    const { passed, failed, notes } = runSpecs({
      'source.ts': `${note('source')}export const late = (name: string) => import('./late-' + name);\n`,
      'late-one.ts': `export const name = 'one';\n`,
      'late-two.ts': `export const name = 'two';\n`,
      'one.spec.ts': spec('one'),
      'two.spec.ts': spec('two'),
    });
    expect({ passed, failed }).toEqual({ passed: 2, failed: 0 });
    expect(notes.toSorted()).toEqual(['one', 'source', 'two']);
  });

  it('names the line of a source that fails, also when another spec file has loaded it', () => {
    const spec = `import { fail } from './source';\nit('fails', () => fail());\n`;
    const { failed, messages } = runSpecs({
      'source.ts': `interface Left {\n  readonly out: string;\n}\n\nexport const fail = (): Left => {\n  throw new Error('no');\n};\n`,
      'one.spec.ts': spec,
      'two.spec.ts': spec,
    });
    expect(failed).toBe(2);
    expect(messages.map((message) => /source\.ts:(\d+):/.exec(message)?.[1])).toEqual(['6', '6']);
  });
});
