import { parseArgs } from 'node:util';
import { sectionsOfApp } from './cloud/app-needs';
import { type Command, lineOf, runHere } from './cloud/command';
import { type DeployedApp, deployCommand, environmentOf } from './cloud/deploy-plan';
import { type Place, UNKNOWN_NUMBER } from './cloud/place';

const USAGE = `npx nx affected -t deploy [--base=REF] [-- --dry-run] [OPTION...], or npx nx deploy APP ...
  --dry-run           prints the command and runs nothing
  --gcp-project ID    GOOGLE_CLOUD_PROJECT unless given
  --region REGION     DEPLOY_REGION unless given
  --dataset NAME      BIGQUERY_DATASET, or userport_enrichment
  --location PLACE    of the dataset: BIGQUERY_LOCATION, or the region
  --caller EMAIL      a service account that may call the gateway (Django's): DEPLOY_CALLERS, separated by commas
Variables that follow from nothing (DJANGO_BASE_URL, LOG_LEVEL, MODEL_...) are taken from the environment.`;

/** Bodies of 64 MiB at most are in work; the rest is Node and what a task holds. */
const MEMORY = '512Mi';
/** Jobs of one function in one instance; each waits for vendors most of its time. */
const CONCURRENCY = 8;
/** The longest that Cloud Tasks waits. */
const TIMEOUT_SECONDS = 1800;
/** Bounds the bill; the queue waits. */
const MAX_INSTANCES = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'dry-run': { type: 'boolean', default: false },
    dryRun: { type: 'boolean', default: false },
    'gcp-project': { type: 'string' },
    region: { type: 'string' },
    dataset: { type: 'string' },
    location: { type: 'string' },
    caller: { type: 'string', multiple: true },
    memory: { type: 'string', default: MEMORY },
    concurrency: { type: 'string', default: `${CONCURRENCY}` },
    timeoutSeconds: { type: 'string', default: `${TIMEOUT_SECONDS}` },
    maxInstances: { type: 'string', default: `${MAX_INSTANCES}` },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const fail = (text: string): number => {
  process.stderr.write(`${text}\n`);
  return 1;
};

const given = (value: string | undefined, variable: string): string | undefined => {
  const fromEnvironment = process.env[variable] ?? '';
  return value ?? (fromEnvironment === '' ? undefined : fromEnvironment);
};

/** Where to; what nobody has said stays a variable of the shell. */
function placeOf(): Place {
  const region = given(values.region, 'DEPLOY_REGION') ?? '$DEPLOY_REGION';
  return {
    project: given(values['gcp-project'], 'GOOGLE_CLOUD_PROJECT') ?? '$GOOGLE_CLOUD_PROJECT',
    region,
    dataset: given(values.dataset, 'BIGQUERY_DATASET') ?? 'userport_enrichment',
    location: given(values.location, 'BIGQUERY_LOCATION') ?? region,
    projectNumber: UNKNOWN_NUMBER,
  };
}

const appOf = async (name: string): Promise<DeployedApp> => ({
  name,
  sections: await sectionsOfApp(name),
  folder: `dist/apps/${name}`,
  memory: values.memory,
  concurrency: Number(values.concurrency),
  timeoutSeconds: Number(values.timeoutSeconds),
  maxInstances: Number(values.maxInstances),
});

/** The commit that is deployed. */
const versionHere = (): string => {
  const { ok, stdout } = runHere(['git', 'rev-parse', '--short', 'HEAD']);
  return ok ? stdout.trim() : 'unknown';
};

/** The names of the secrets that have a value; the platform refuses to start with one that has none. */
function filledSecrets(project: string, names: readonly string[]): ReadonlySet<string> {
  const list = (name: string): Command => [
    ...(['gcloud', 'secrets', 'versions', 'list', name, `--project=${project}`] as const),
    ...['--filter=state:ENABLED', '--limit=1', '--format=value(name)'],
  ];
  return new Set(names.filter((name) => runHere(list(name)).stdout.trim() !== ''));
}

async function main(): Promise<number> {
  const [name] = positionals;
  if (name === undefined) return fail(USAGE);
  const app = await appOf(name);
  const place = placeOf();
  const callers = values.caller ?? given(undefined, 'DEPLOY_CALLERS')?.split(',') ?? [];
  const options = { version: versionHere(), callers, given: process.env };
  const { missing, secrets } = environmentOf(app, place, options);
  if (values['dry-run'] || values.dryRun) {
    say(
      `# Deployment of ${name}; nothing was run.${missing.length === 0 ? '' : ` Not set: ${missing.join(', ')}.`}`,
    );
    say(lineOf(deployCommand(app, place, options)));
    return 0;
  }
  const unset = [
    ...missing,
    ...Object.values<string>({ ...place }).filter(
      (value) => value.startsWith('$') && value !== UNKNOWN_NUMBER,
    ),
  ];
  if (unset.length > 0) return fail(`${name} was not deployed. Not set: ${unset.join(', ')}.\n${USAGE}`);
  const number = runHere(['gcloud', 'projects', 'describe', place.project, '--format=value(projectNumber)']);
  if (!number.ok)
    return fail(`${name} was not deployed: the project cannot be read with gcloud.\n${number.stderr.trim()}`);
  const there = { ...place, projectNumber: number.stdout.trim() };
  const filled = filledSecrets(place.project, secrets);
  for (const secret of secrets.filter((one) => !filled.has(one)))
    say(`${secret} has no value and is left out.`);
  const command = deployCommand(app, there, { ...options, filled });
  say(lineOf(command));
  const { ok, stdout, stderr } = runHere(command);
  say(`${stdout}${stderr}`.trim());
  return ok ? 0 : 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => (process.exitCode = fail(error instanceof Error ? error.message : String(error))),
);
