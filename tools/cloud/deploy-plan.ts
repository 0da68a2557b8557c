import type { SectionName } from '@userport/config';
import type { Command } from './command';
import { MEMORY_ENVIRONMENT } from './memory-environment';
import { emailOf, type Place, serviceUrl } from './place';
import { isRequired, isSecret, variablesOf } from './variables';

/** What one app is and needs, as its own code and its deploy target declare it. */
export interface DeployedApp {
  readonly name: string;
  /** The sections of configuration that it loads. */
  readonly sections: readonly SectionName[];
  /** Folder of the bundle. */
  readonly folder: string;
  readonly memory: string;
  /** Requests that one instance has at a time. */
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  readonly maxInstances: number;
}

/** What the deployer says besides. */
export interface DeployOptions {
  /** Told by /health and in logs; a commit. */
  readonly version: string;
  /** Service accounts that may call the gateway besides the scheduler. */
  readonly callers: readonly string[];
  /** Values of variables that follow from nothing, such as DJANGO_BASE_URL. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** The secrets that have a value; all of them when nobody has asked. */
  readonly filled?: ReadonlySet<string>;
}

/** Set by the platform, or meant for one machine alone: never deployed. */
const NEVER = new Set([
  ...['PORT', 'K_SERVICE', 'DUCKDB_PATH', 'ALLOW_LOCAL_CALLERS', 'TOKEN_ISSUERS', 'TOKEN_KEYS_URL'],
  ...['BIGQUERY_API_ENDPOINT', 'BIGQUERY_EMULATOR_HOST', 'CLOUD_TASKS_API_ENDPOINT'],
]);

/** What follows from where the app stands; of these it gets the ones that its sections name. */
const derived = (
  app: DeployedApp,
  place: Place,
  { version, callers }: DeployOptions,
): Record<string, string> => {
  const isGateway = app.name === 'gateway';
  const own = serviceUrl(place, app.name);
  const mayCall = isGateway ? [emailOf(place, 'scheduler'), ...callers] : [emailOf(place, 'queue')];
  return {
    GOOGLE_CLOUD_PROJECT: place.project,
    VERSION: version,
    REQUEST_TIMEOUT_SECONDS: `${app.timeoutSeconds}`,
    MAX_INSTANCES: `${app.maxInstances}`,
    BIGQUERY_DATASET: place.dataset,
    BIGQUERY_LOCATION: place.location,
    CLOUD_TASKS_LOCATION: place.region,
    CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: emailOf(place, 'queue'),
    FUNCTIONS_BASE_URL: serviceUrl(place, '{app}'),
    ALLOWED_AUDIENCES: own,
    ALLOWED_CALLERS: mayCall.join(','),
    // Cloud Run checks the token first and takes its signature away.
    IAM_CHECKS_TOKENS: 'true',
  };
};

/** Between variables; values hold commas. https://cloud.google.com/sdk/gcloud/reference/topic/escaping */
const BETWEEN = '|';

/** What an app is deployed with. */
export interface DeployedEnvironment {
  readonly variables: readonly (readonly [name: string, value: string])[];
  readonly secrets: readonly string[];
  /** Variables that it cannot do without and that nobody has given; in `variables` as those of a shell. */
  readonly missing: readonly string[];
}

/** The variables that an app is deployed with, and which of its secrets. */
export function environmentOf(app: DeployedApp, place: Place, options: DeployOptions): DeployedEnvironment {
  const names = variablesOf(app.sections).filter((name) => !NEVER.has(name));
  const { given, filled } = options;
  const values: Readonly<Record<string, string | undefined>> = { ...given, ...derived(app, place, options) };
  const plain = names.filter((name) => !isSecret(name));
  const missing = plain.filter((name) => values[name] === undefined && isRequired(name));
  const variables = plain.flatMap((name) => {
    const value = values[name] ?? (missing.includes(name) ? `$${name}` : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    variables,
    missing,
    secrets: names.filter((name) => isSecret(name) && (filled?.has(name) ?? true)),
  };
}

/** The one call that deploys an app. */
export function deployCommand(app: DeployedApp, place: Place, options: DeployOptions): Command {
  const { variables, secrets } = environmentOf(app, place, options);
  const all = [...variables, ...Object.entries(MEMORY_ENVIRONMENT)];
  const pairs = all.map(([name, value]) => `${name}=${value}`);
  const account = emailOf(place, app.name === 'gateway' ? 'gateway' : 'worker');
  return [
    ...(['gcloud', 'run', 'deploy', app.name] as const),
    ...[`--source=${app.folder}`, `--function=${app.name}`, '--base-image=nodejs24'],
    ...[`--project=${place.project}`, `--region=${place.region}`, `--service-account=${account}`],
    ...[`--memory=${app.memory}`, `--concurrency=${app.concurrency}`, `--timeout=${app.timeoutSeconds}`],
    ...[`--max-instances=${app.maxInstances}`, '--no-allow-unauthenticated'],
    `--set-env-vars=^${BETWEEN}^${pairs.join(BETWEEN)}`,
    ...(secrets.length === 0
      ? ['--clear-secrets']
      : [`--set-secrets=${secrets.map((name) => `${name}=${name}:latest`).join(',')}`]),
  ];
}
