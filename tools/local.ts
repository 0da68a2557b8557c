import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { taskContracts } from '@userport/contracts';
import { createLogger } from '@userport/logging';
import { readEnvFile, type Started, startLocally } from './local/start';
import { startProblem } from './local/start-problem';

const DEFAULT_PORT = 8080;
const SANDBOX_PORT = 8791;
/** So that the last of the four is a port, too. */
const LAST_SANDBOX_PORT = 65_532;

const USAGE = `npm run local -- [--data FOLDER] [--quiet] [--sandbox-port N]
  Keeps the gateway and every function up on this machine, for a Django application or for curl.
  --data FOLDER  where the store and the sandbox's receiver keep their files; .local when not given
  --quiet        no log lines
  --sandbox-port N  first of the four ports of the sandbox; ${SANDBOX_PORT} when not given

  PORT             port of the gateway; 8080 when not set
  DJANGO_BASE_URL  your Django application; the sandbox's receiver when not set
  ALLOW_LOCAL_CALLERS=true  takes calls from this machine without a token, as a local Django makes them
  GEMINI_API_KEY, OPENAI_API_KEY  the real vendor instead of the sandbox`;

/** A call to try for each task, with the sample that its tests use. */
function callsToTry({ stack, sandbox }: Started): string[] {
  const identity = `http://${sandbox.metadataHost}/computeMetadata/v1/instance/service-accounts/default/identity`;
  const token = `TOKEN=$(curl -s -H 'Metadata-Flavor: Google' '${identity}?audience=${stack.gatewayUrl}&format=full')`;
  const creates = Object.values(taskContracts).map(
    ({ name, app }) =>
      `curl -s -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' --data @apps/${app}/fixtures/request.json ${stack.gatewayUrl}/api/v1/tasks/create/${name}`,
  );
  const jobId = (
    JSON.parse(readFileSync('apps/custom-column/fixtures/request.json', 'utf8')) as { job_id: string }
  ).job_id;
  const reads = [`tasks/${jobId}/status`, `tasks/${jobId}/cost`, 'tasks/failed'].map(
    (path) => `curl -s -H "Authorization: Bearer $TOKEN" ${stack.gatewayUrl}/api/v1/${path}`,
  );
  return [token, ...creates, ...reads];
}

/** Width of the longest app's name. */
const NAMES_WIDTH = Math.max(...Object.values(taskContracts).map(({ app }) => app.length));

function welcome(started: Started): string {
  const { stack, sandbox, real } = started;
  const line = (name: string, what: string): string => `  ${name.padEnd(NAMES_WIDTH)} ${what}`;
  const vendors =
    real.length === 0 ? 'the sandbox, which invents its answers' : `${real.join(' and ')} for real`;
  return [
    '',
    'Userport Workers, on this machine.',
    '',
    line('gateway', `${stack.gatewayUrl}   (${stack.gatewayUrl}/openapi.json)`),
    ...Object.entries(stack.functionUrls).map(([app, url]) => line(app, url)),
    line('callbacks go to', `${process.env['DJANGO_BASE_URL']}   (sandbox: ${sandbox.djangoUrl}/_sandbox/)`),
    line('vendors', vendors),
    '',
    'Calls to try:',
    '',
    ...callsToTry(started).map((call) => `  ${call}`),
    '',
    'Stop with Ctrl-C; what is under way goes on at the next start.',
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: '.local' },
      quiet: { type: 'boolean', default: false },
      'sandbox-port': { type: 'string', default: `${SANDBOX_PORT}` },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  readEnvFile();
  const sandboxPort = Number(values['sandbox-port']);
  if (!Number.isInteger(sandboxPort) || sandboxPort < 1 || sandboxPort > LAST_SANDBOX_PORT)
    throw new Error(`--sandbox-port takes 1 to ${LAST_SANDBOX_PORT}.`);
  mkdirSync(values.data, { recursive: true });
  const write = values.quiet ? () => undefined : (line: string) => void process.stdout.write(line);
  const started = await startLocally({
    port: Number(process.env['PORT'] || DEFAULT_PORT),
    duckdbPath: process.env['DUCKDB_PATH'] || `${values.data}/local.duckdb`,
    log: createLogger({ level: 'info', format: 'pretty', write }),
    sandboxPort,
    journalPath: `${values.data}/receiver.jsonl`,
  });
  console.log(welcome(started));
  const { enqueued } = await started.stack.sweep();
  if (enqueued.length > 0)
    console.log(`Going on with ${enqueued.length} jobs that an earlier start left undone.`);
  const stop = (): void => void started.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const problem = startProblem(error, 'set PORT for the gateway and --sandbox-port for the sandbox');
  console.error(`The local stack did not start: ${problem}`);
  process.exitCode = 1;
});
