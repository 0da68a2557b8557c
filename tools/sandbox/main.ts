import { parseArgs } from 'node:util';
import { announce } from './announce';
import { startSandbox } from './start-sandbox';

/** Four ports in a row that other programs rarely take. */
const FIRST_PORT = 8791;

/** Long enough that progress is visible, short enough for a demo. */
const LATENCY = { fixedMs: 150, perOutputTokenMs: 1 };

const USAGE = `npm run sandbox -- [--port N] [--journal FILE] [--quiet]
  --port N        first of four ports in a row; 0 takes any free ones; ${FIRST_PORT} when not given
  --journal FILE  keeps what the Django side received, for the next start
  --quiet         no line for each request`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(FIRST_PORT) },
      journal: { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const first = Number(values.port);
  if (!Number.isInteger(first) || first < 0 || first > 65_532)
    throw new Error(`--port takes 0 to 65532.\n${USAGE}`);
  const ports =
    first === 0 ? {} : { gemini: first, openai: first + 1, metadata: first + 2, django: first + 3 };
  const sandbox = await startSandbox({
    ports,
    latency: LATENCY,
    ...(values.journal === undefined ? {} : { journalPath: values.journal }),
    ...(values.quiet ? {} : { log: (line: string) => console.log(line) }),
  });
  console.log(announce(sandbox));
  const stop = (): void => void sandbox.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  const advice = why.includes('EADDRINUSE')
    ? ' Choose other ports with --port N, or any free ones with --port 0.'
    : '';
  console.error(`The sandbox did not start: ${why}${advice}`);
  process.exitCode = 1;
});
