import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BigqueryRouter, startBigqueryRouter } from '../bigquery-router';
import { homeOf } from '../install';
import { type Installation, installations } from '../pins';
import { freePort, type ServerProcess, startServer } from '../processes';

/** All emulators, running on free ports of loopback. */
export interface Emulators {
  /** One address for BigQuery; both of its emulators stand behind it. */
  readonly bigquery: BigqueryRouter;
  readonly cloudTasksUrl: string;
  /** The variables that make the workers use them. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly url: string;
}

interface Launch {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly probePath: string;
}

const launches: Readonly<Record<string, (place: Place, folder: string, grpcPort: number) => Launch>> = {
  'cloud-tasks': ({ host, port, url }) => ({
    args: [],
    environment: { LISTEN_ADDR: `${host}:${port}`, OIDC_ISSUER: url, QUEUES: '' },
    probePath: '/.well-known/openid-configuration',
  }),
  'bigquery-tables': ({ port }, folder, grpcPort) => ({
    args: ['start', '--rest-port', `${port}`, '--grpc-port', `${grpcPort}`, '--log-level', 'warning'],
    environment: { HOME: homeOf(folder) },
    probePath: '/bigquery/v2/projects/demo/datasets',
  }),
  'bigquery-jobs': ({ port }) => ({
    args: ['serve', '--dialect', 'bigquery', '--port', `${port}`],
    environment: {},
    probePath: '/bigquery/v2/projects/demo/datasets',
  }),
};

interface Started {
  readonly url: string;
  readonly server: ServerProcess;
}

async function start({ name, executable }: Installation, root: string, logs: string): Promise<Started> {
  const folder = join(root, name);
  const port = await freePort();
  const place = { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}` };
  const launch = launches[name]?.(place, folder, await freePort());
  if (launch === undefined) throw new Error(`No one knows how to start the emulator ${name}.`);
  const server = await startServer({
    name: `The emulator ${name}`,
    command: join(folder, executable),
    args: launch.args,
    environment: { ...process.env, ...launch.environment },
    logPath: join(logs, `${name}.log`),
    probeUrl: `${place.url}${launch.probePath}`,
  });
  return { url: place.url, server };
}

/** Starts the emulators that are installed below the root, and the router in front of the two of BigQuery. */
export async function startEmulators(root: string): Promise<Emulators> {
  const logs = mkdtempSync(join(tmpdir(), 'userport-emulators-'));
  const settled = await Promise.allSettled(installations.map((one) => start(one, root, logs)));
  const servers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.server] : []));
  const stopAll = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.stop())));
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stopAll();
    throw failed.reason;
  }
  const urls = settled.map((one) => (one.status === 'fulfilled' ? one.value.url : ''));
  const urlOf = (name: string): string => urls[installations.findIndex((one) => one.name === name)] ?? '';
  const bigquery = await startBigqueryRouter({
    tablesUrl: urlOf('bigquery-tables'),
    jobsUrl: urlOf('bigquery-jobs'),
  });
  const cloudTasksUrl = urlOf('cloud-tasks');
  return {
    bigquery,
    cloudTasksUrl,
    environment: {
      GOOGLE_CLOUD_PROJECT: 'demo',
      BIGQUERY_API_ENDPOINT: bigquery.url,
      CLOUD_TASKS_API_ENDPOINT: cloudTasksUrl,
    },
    async stop() {
      await bigquery.stop();
      await stopAll();
      rmSync(logs, { recursive: true, force: true });
    },
  };
}
