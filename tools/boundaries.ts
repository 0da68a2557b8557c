import { execFileSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

/** A text to lint as if it were the file at that path. */
export interface Probe {
  /** Relative to the repository. An existing file's place makes type-aware rules see its real neighbours. */
  readonly path: string;
  readonly text: string;
}

/** What the linter says of one probe. */
export interface Verdict {
  readonly rules: readonly (string | null)[];
  readonly messages: readonly string[];
}

/**
 * Lints texts under the paths they claim, without writing a file: reads a JSON array of probes from standard input,
 * prints a JSON array of verdicts. A process of its own, since jest cannot load ESLint's ES module configuration.
 */
async function main(): Promise<void> {
  const probes = JSON.parse(await text(process.stdin)) as Probe[];
  // Without a stored project graph the Nx rule skips itself and exits 0.
  execFileSync('nx', ['show', 'projects'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const eslint = new ESLint();
  const verdicts: Verdict[] = [];
  for (const probe of probes) {
    const [result] = await eslint.lintText(probe.text, { filePath: probe.path });
    const messages = result?.messages ?? [];
    verdicts.push({
      rules: messages.map(({ ruleId }) => ruleId),
      messages: messages.map(({ message, line }) => `${probe.path}:${line} ${message}`),
    });
  }
  process.stdout.write(JSON.stringify(verdicts));
}

await main();
