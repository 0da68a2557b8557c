import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';

const TSX = resolve('node_modules/tsx/dist/cli.mjs');
const MAIN = resolve('tools/sandbox/main.ts');

/** The last line that a sandbox prints when it stands. */
const STANDS = 'Ctrl-C';

const callsAnswer = z.object({ count: z.number() });

/** A sandbox that stands apart, as vendors do. */
export interface SandboxProcess {
  /** Variables that send the workers there. */
  readonly environment: Readonly<Record<string, string>>;
  /** How often Gemini was called. */
  geminiCalls(): Promise<number>;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox in a process of its own: what it takes to invent an answer is the vendor's work, which no function
 * pays with its time.
 * @param modelMs wait of every model call
 */
export async function startSandboxProcess(modelMs: number): Promise<SandboxProcess> {
  const child = spawn(process.execPath, [TSX, MAIN, '--port', '0', '--model-ms', `${modelMs}`, '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let said = '';
  await new Promise<void>((stands, fails) => {
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes(STANDS)) stands();
    });
    child.once('exit', () => {
      fails(new Error('The sandbox ended before it stood.'));
    });
  });
  const environment = Object.fromEntries(
    [...said.matchAll(/export (\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
  return {
    environment,
    async geminiCalls() {
      const response = await fetch(`${environment['GEMINI_BASE_URL'] ?? ''}/_sandbox/calls`);
      return callsAnswer.parse(await response.json()).count;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
