import { parseArgs } from 'node:util';
import { startProblem } from '../local/start-problem';
import { announce } from './announce';
import { SANDBOX_PORTS, startSandbox } from './start-sandbox';

/** Ports in a row that other programs rarely take. */
const FIRST_PORT = 8791;

/** So that the last one is a port, too. */
const LAST_FIRST_PORT = 65_536 - SANDBOX_PORTS.length;

/** Long enough that progress is visible, short enough for a demo. */
const LATENCY = { fixedMs: 150, perOutputTokenMs: 1 };

/** Ten minutes: no model is waited for longer. */
const LONGEST_MODEL_MS = 600_000;

const USAGE = `npm run sandbox -- [--port N] [--journal FILE] [--model-ms N] [--quiet]
  --port N        first of ${SANDBOX_PORTS.length} ports in a row; 0 takes any free ones; ${FIRST_PORT} when not given
  --journal FILE  keeps what the Django side received, for the next start
  --model-ms N    wait of every model call; ${LATENCY.fixedMs} and ${LATENCY.perOutputTokenMs} more a token when not given
  --quiet         no line for each request`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: String(FIRST_PORT) },
      journal: { type: 'string' },
      'model-ms': { type: 'string' },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const first = Number(values.port);
  if (!Number.isInteger(first) || first < 0 || first > LAST_FIRST_PORT)
    throw new Error(`--port takes 0 to ${LAST_FIRST_PORT}.\n${USAGE}`);
  const modelMs = values['model-ms'] === undefined ? undefined : Number(values['model-ms']);
  if (modelMs !== undefined && !(modelMs >= 0 && modelMs <= LONGEST_MODEL_MS))
    throw new Error(`--model-ms takes 0 to ${LONGEST_MODEL_MS}.\n${USAGE}`);
  const ports =
    first === 0 ? {} : Object.fromEntries(SANDBOX_PORTS.map((name, index) => [name, first + index]));
  const sandbox = await startSandbox({
    ports,
    latency: modelMs === undefined ? LATENCY : { fixedMs: modelMs, perOutputTokenMs: 0 },
    ...(values.journal === undefined ? {} : { journalPath: values.journal }),
    ...(values.quiet ? {} : { log: (line: string) => console.log(line) }),
  });
  console.log(announce(sandbox));
  const stop = (): void => void sandbox.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const problem = startProblem(error, 'choose others with --port N, or any free ones with --port 0');
  console.error(`The sandbox did not start: ${problem}`);
  process.exitCode = 1;
});
