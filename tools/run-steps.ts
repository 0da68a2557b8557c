import { spawn } from 'node:child_process';

/** A command of the gate. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** How a step ended. */
export interface StepResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Runs one command to its end; a command that cannot be started has failed. Never rejects. */
const runStep = ({ name, command, args }: Step): Promise<StepResult> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const chunks: string[] = [];
    const finish = (passed: boolean): void =>
      resolve({ name, passed, seconds: (performance.now() - startedAt) / 1000, output: chunks.join('') });
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    child.on('error', (error) => {
      chunks.push(`${error.message}\n`);
      finish(false);
    });
    child.on('close', (code) => finish(code === 0));
  });

/**
 * Runs steps in their order, so many at once, all of them even when one fails.
 * @param onResult is told of each step as it ends
 * @returns results in the order of the steps
 */
export async function runSteps(
  steps: readonly Step[],
  atOnce: number,
  onResult: (result: StepResult) => void,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const waiting = steps.entries();
  const worker = async (): Promise<void> => {
    for (const [index, step] of waiting) {
      const result = await runStep(step);
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
