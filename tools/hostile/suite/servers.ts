import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TaskContract, taskContracts } from '@userport/contracts';
import { routes } from '../../../apps/gateway/src/routes';
import { startCloudTasksServer } from '../../../libs/queue/src/drivers/cloud-tasks-server.suite';
import { bundleApps } from '../../emulators/suite/bundles';
import { type Instance, startInstance } from '../../emulators/suite/instance';
import { startSandbox, WORKER_EMAIL } from '../../sandbox';
import { PRIVATE_MARK } from '../bodies';
import type { HostileTarget } from '../requests';
import { deliveryOf, payloadsOf, sealed } from '../samples';
import { makeTokens, piecesOf, type Tokens } from '../tokens';

/** A server under attack: the app as it is deployed, in a process of its own. */
export interface HostileServer extends HostileTarget {
  readonly instance: Instance;
  readonly port: number;
  readonly tokens: Tokens;
}

/** Everything that an attack needs. */
export interface HostileServers {
  readonly servers: readonly HostileServer[];
  /** What no answer may hold: pieces of tokens, and the keys of vendors. */
  readonly secrets: readonly string[];
  /** Every line that the servers have printed so far. */
  lines(): string[];
  stop(): Promise<void>;
}

/** Whatever the sandbox calls a key becomes one that is found in a log. */
const markedKeys = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.endsWith('_API_KEY') ? `hostile-${name.toLowerCase()}-5f0c` : value,
    ]),
  );

/** An embedded store for each, a queue that takes everything and delivers nothing, and the sandbox for the rest. */
async function open(folder: string) {
  const [sandbox, tasks] = await Promise.all([startSandbox(), startCloudTasksServer()]);
  const environment = markedKeys(sandbox.environment);
  const variables = (app: string, url: string) => ({
    ...environment,
    ALLOWED_AUDIENCES: url,
    ALLOWED_CALLERS: WORKER_EMAIL,
    DUCKDB_PATH: join(folder, `${app}.duckdb`),
    CLOUD_TASKS_LOCATION: 'us-west1',
    CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: WORKER_EMAIL,
    CLOUD_TASKS_API_ENDPOINT: tasks.url,
    FUNCTIONS_BASE_URL: 'https://{app}.example',
    NODE_ENV: 'production',
    LOG_LEVEL: 'debug',
  });
  const stop = async (): Promise<void> => {
    tasks.close();
    await sandbox.stop();
  };
  return { sandbox, environment, variables, stop };
}

/** What the gateway and one function serve, and what they take. */
function targetsOf(served: TaskContract): Readonly<Record<string, HostileTarget>> {
  const contracts = Object.values(taskContracts);
  const names = contracts.map(({ name }) => name);
  return {
    gateway: {
      routes,
      words: [...names, 'no-such-job'],
      samples: contracts.flatMap((contract) => payloadsOf(contract)),
      seal: (body) => body,
    },
    [served.app]: {
      routes: ['/', '/api/v1/tasks/{task_name}'].map((path) => ({ method: 'POST', path })),
      words: names,
      samples: payloadsOf(served).map((payload, index) => deliveryOf(served, payload, index)),
      seal: (body) => sealed(served, body),
    },
  };
}

/** Starts the gateway and one function from their bundles, and makes the tokens of the attack. */
export async function startServers(served: TaskContract): Promise<HostileServers> {
  mkdirSync('.local', { recursive: true });
  const folder = mkdtempSync(join('.local', 'hostile-'));
  const logPath = join(folder, 'lines.txt');
  const targets = targetsOf(served);
  const bundles = await bundleApps(Object.keys(targets));
  const { sandbox, environment, variables, stop } = await open(folder);
  const keys = (await (await fetch(sandbox.issuer.keysUrl)).json()) as Readonly<Record<string, string>>;
  const [publicKey = ''] = Object.values(keys);
  const servers: HostileServer[] = [];
  for (const [app, target] of Object.entries(targets)) {
    const instance = await startInstance({
      ...{ app, folder: join(bundles.folder, app), logPath },
      environment: (url) => variables(app, url),
    });
    const tokens = makeTokens(sandbox.issuer, instance.url, publicKey, Date.now());
    servers.push({ ...target, instance, tokens, port: Number(new URL(instance.url).port) });
  }
  const vendorKeys = Object.entries(environment).flatMap(([name, value]) =>
    name.endsWith('_API_KEY') ? [value] : [],
  );
  return {
    servers,
    secrets: [...vendorKeys, ...servers.flatMap(({ tokens }) => piecesOf(tokens))],
    lines: () => readFileSync(logPath, 'utf8').split('\n').filter(Boolean),
    async stop() {
      await Promise.all(servers.map(({ instance }) => instance.stop()));
      await stop();
      bundles.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What no log line may hold besides: whatever a caller may have meant to keep to itself. */
export const PRIVATE_MARKS: readonly string[] = [PRIVATE_MARK, 'hostile-password-0001'];
