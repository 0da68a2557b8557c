import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TaskContract, taskContracts } from '@userport/contracts';
import { type Sandbox, startSandbox, WORKER_EMAIL } from '../../sandbox';
import { type Balancer, startBalancer } from '../balancer';
import { type GoogleProject, makeGoogleProject, type ProjectOptions } from './google-project';
import { type Instance, startInstance } from './instance';
import type { Emulators } from './start';

/** How everything is deployed. */
export interface DeploymentOptions extends ProjectOptions {
  /** Folder with one bundle for each app. */
  readonly bundles: string;
  /** The tasks whose functions run; all unless given. */
  readonly contracts?: readonly TaskContract[];
  readonly instancesPerFunction?: number;
  readonly dispatchDeadlineSeconds?: number;
  readonly modelLatencyMs?: number;
  /** Variables of the functions that differ, such as short leases. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Gateway and functions as processes of their own on the emulators, with the sandbox for vendors and Django. */
export interface Deployment {
  readonly sandbox: Sandbox;
  readonly project: GoogleProject;
  readonly balancer: Balancer;
  readonly gateway: Instance;
  /** The instances of the functions that are there now. */
  functions(): readonly Instance[];
  /** Starts an instance in the place of one that is gone. */
  replace(gone: Instance): Promise<Instance>;
  /** Calls the gateway as Django does. */
  call(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: JsonAnswer }>;
  /** Every line that gateway and functions printed so far. */
  lines(): string[];
  stop(): Promise<void>;
}

/** An object of JSON. */
export type JsonAnswer = Readonly<Record<string, unknown>>;

interface Discovery {
  readonly issuer: string;
  readonly jwks_uri: string;
}

/** The issuer of the queue's tokens and its keys, as its discovery document tells them. */
const discover = async ({ cloudTasksUrl }: Emulators): Promise<Discovery> =>
  (await (await fetch(`${cloudTasksUrl}/.well-known/openid-configuration`)).json()) as Discovery;

interface Variables {
  readonly common: Readonly<Record<string, string>>;
  readonly gateway: (url: string) => Readonly<Record<string, string>>;
  readonly functionOf: (app: string) => Readonly<Record<string, string>>;
}

/** The variables of a deployment: every function takes the queue's tokens alone, the gateway Django's. */
async function variablesOf(
  emulators: Emulators,
  sandbox: Sandbox,
  project: GoogleProject,
  balancer: Balancer,
  options: DeploymentOptions,
): Promise<Variables> {
  const { issuer, jwks_uri: keysUrl } = await discover(emulators);
  const common = {
    ...sandbox.environment,
    ...emulators.environment,
    BIGQUERY_DATASET: project.dataset,
    BIGQUERY_LOCATION: 'US',
  };
  return {
    common,
    gateway: (url) => ({
      ...common,
      CLOUD_TASKS_LOCATION: project.location,
      CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: project.queueEmail,
      FUNCTIONS_BASE_URL: `${balancer.url}/{app}`,
      DISPATCH_DEADLINE_SECONDS: `${options.dispatchDeadlineSeconds ?? 600}`,
      ALLOWED_AUDIENCES: url,
      ALLOWED_CALLERS: WORKER_EMAIL,
    }),
    functionOf: (app) => ({
      ...common,
      ...options.environment,
      TOKEN_ISSUERS: issuer,
      TOKEN_KEYS_URL: keysUrl,
      ALLOWED_AUDIENCES: `${balancer.url}/${app}`,
      ALLOWED_CALLERS: project.queueEmail,
    }),
  };
}

/** Deploys gateway and functions on running emulators. */
export async function deploy(emulators: Emulators, options: DeploymentOptions): Promise<Deployment> {
  const contracts = options.contracts ?? Object.values(taskContracts);
  const logPath = join(options.bundles, `log-${crypto.randomUUID()}.jsonl`);
  const apps = [...new Set(contracts.map(({ app }) => app))];
  const latency = { fixedMs: options.modelLatencyMs ?? 0, perOutputTokenMs: 0 };
  const sandbox = await startSandbox({ latency });
  const project = await makeGoogleProject(emulators, options);
  const balancer = await startBalancer();
  const variables = await variablesOf(emulators, sandbox, project, balancer, options);
  const start = (
    app: string,
    environment: (url: string) => Readonly<Record<string, string>>,
    port?: number,
  ) =>
    startInstance({
      app,
      folder: join(options.bundles, app),
      environment,
      logPath,
      ...(port === undefined ? {} : { port }),
    });
  const startFunction = (app: string, port?: number) => start(app, () => variables.functionOf(app), port);

  let running: readonly Instance[] = [];
  for (const app of apps) {
    const count = options.instancesPerFunction ?? 1;
    const started = await Promise.all(Array.from({ length: count }, () => startFunction(app)));
    running = [...running, ...started];
    balancer.serve(
      app,
      started.map(({ url }) => url),
    );
  }
  const gateway = await start('gateway', variables.gateway);
  return {
    sandbox,
    project,
    balancer,
    gateway,
    functions: () => running,
    async replace(gone) {
      const next = await startFunction(gone.app, Number(new URL(gone.url).port));
      running = running.map((one) => (one === gone ? next : one));
      return next;
    },
    async call(method, path, body) {
      const token = sandbox.issuer.tokenOf({ aud: gateway.url });
      const response = await fetch(`${gateway.url}/api/v1/tasks/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as JsonAnswer };
    },
    lines: () => readFileSync(logPath, 'utf8').split('\n').filter(Boolean),
    async stop() {
      await Promise.all([gateway, ...running].map((one) => one.stop()));
      await balancer.stop();
      await sandbox.stop();
      rmSync(logPath, { force: true });
    },
  };
}
