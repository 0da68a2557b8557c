import { spawnSync } from 'node:child_process';
import { nameProblem } from './names';
import { inTheWay, type Plan, writeFiles } from './write-files';

const print = (...lines: string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

const formatted = async (file: string, text: string): Promise<string> => {
  const { format, resolveConfig } = await import('prettier');
  return format(text, { ...(await resolveConfig(file)), filepath: file });
};

/** Brings the generated documents in step: schemas, `.env.example`, README, OpenAPI. */
const regenerate = (): boolean =>
  ['tools/print-schema.ts', 'tools/openapi.ts'].every(
    (tool) => spawnSync('tsx', [tool], { stdio: 'inherit' }).status === 0,
  );

/**
 * Makes something new in the working folder from its plan, without asking anything.
 * @param next what a person does then
 * @returns the exit code: 2 when nothing was done, with the reason printed
 */
export async function generate(
  name: string | undefined,
  planOf: (name: string) => Plan,
  next: readonly string[],
): Promise<number> {
  const problem = nameProblem(name);
  if (name === undefined || problem !== undefined) {
    print(String(problem));
    return 2;
  }
  const plan = planOf(name);
  const there = inTheWay('.', plan);
  if (there.length > 0) {
    print(`Nothing was written: there is already ${there.join(', ')}`);
    return 2;
  }
  print(...(await writeFiles('.', plan, formatted)));
  if (!regenerate()) return 1;
  print('', ...next);
  return 0;
}
