import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdTokens } from '@userport/auth';
import { canonicalJson, type DeliveryBody, fingerprintOf, sha256Base32 } from '@userport/contracts';
import { customColumn } from '@userport/contracts/custom-column';
import request from '../apps/custom-column/fixtures/string.json';
import { type Sandbox, startSandbox, WORKER_EMAIL } from './sandbox';
import { fieldOf } from './sandbox/receiver/received';

/** Building both apps, and starting one. */
const LONG_MS = 120_000;
/** Between two looks whether a process listens already. */
const LOOK_MS = 20;

const delivery: DeliveryBody = {
  job_id: 'job-of-the-deploy-folder',
  entity_id: request.column_id,
  generation: 1,
  fingerprint: fingerprintOf(customColumn.name, request, customColumn.volatileFields),
  payload_hash: sha256Base32(canonicalJson(request)),
  payload: request,
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Waits until something listens, however long that takes; the test's own time-out ends it. */
async function healthOf(url: string): Promise<Response> {
  for (;;) {
    try {
      return await fetch(`${url}/health`);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

describe('a deploy folder', () => {
  let sandbox: Sandbox;
  let folder: string;
  let child: ChildProcess | undefined;
  let tokenFor: (audience: string) => Promise<string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'deploy-folder-'));
    sandbox = await startSandbox();
    Object.assign(process.env, sandbox.issuer.environment);
    ({ tokenFor } = createIdTokens());
    execFileSync('node_modules/.bin/nx', ['run-many', '-t', 'build', '-p', 'custom-column', 'gateway']);
  }, LONG_MS);
  afterEach(async () => {
    if (child === undefined) return;
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
    child = undefined;
  });
  afterAll(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts a folder with functions-framework alone, as the platform does, and nothing of our environment. */
  const start = async (app: string, env: Readonly<Record<string, string>> = {}): Promise<string> => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const args = ['--source', `dist/apps/${app}`, '--target', app, '--port', String(port)];
    child = spawn(process.execPath, ['node_modules/.bin/functions-framework', ...args], {
      stdio: 'ignore',
      env: { ALLOWED_AUDIENCES: url, ALLOWED_CALLERS: WORKER_EMAIL, ...sandbox.environment, ...env },
    });
    return url;
  };

  const post = async (url: string, path: string, body: object): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await tokenFor(url)}`,
        'content-type': 'application/json',
        'x-cloudtasks-queuename': 'custom-column',
        'x-cloudtasks-taskname': 'task-1',
        'x-cloudtasks-taskretrycount': '0',
        'x-cloudtasks-taskexecutioncount': '0',
        'x-cloudtasks-tasketa': '1700000000',
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };

  it.each(['custom-column', 'gateway'])('of %s is installed by npm from its own lock file', (app) => {
    const alone = join(folder, app);
    mkdirSync(alone);
    for (const file of ['package.json', 'package-lock.json'])
      copyFileSync(join('dist/apps', app, file), join(alone, file));
    const { packages } = JSON.parse(readFileSync(join(alone, 'package-lock.json'), 'utf8')) as {
      packages: object;
    };
    // npm compares manifest and lock file before it fetches anything, and says how many packages it would add.
    const args = ['ci', '--dry-run', '--offline', '--omit=dev', '--ignore-scripts', '--loglevel=notice'];
    const { status, stdout } = spawnSync('npm', args, { cwd: alone, encoding: 'utf8' });
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining(`added ${Object.keys(packages).length - 1} packages`),
    ]);
  });

  it(
    'of a function answers a call of the queue and calls back',
    async () => {
      const url = await start('custom-column', { DUCKDB_PATH: join(folder, 'store.duckdb') });
      expect((await healthOf(url)).status).toBe(200);
      const { status, text } = await post(url, '/', delivery);
      expect([status, text]).toEqual([200, expect.stringContaining('"delivered"')]);
      const statuses = sandbox.receiver.callbacks.map((one) => fieldOf(one, 'status'));
      expect([...new Set(statuses)]).toEqual(['processing', 'completed']);
    },
    LONG_MS,
  );

  it(
    'of a function without any engine is healthy, and answers the queue 503 with what is missing',
    async () => {
      const url = await start('custom-column');
      expect((await healthOf(url)).status).toBe(200);
      const { status, text } = await post(url, '/', delivery);
      expect([status, text]).toEqual([503, expect.stringMatching(/BIGQUERY_DATASET|DUCKDB_PATH/)]);
    },
    LONG_MS,
  );

  it(
    'of the gateway without any queue is healthy, and answers create 503 with what is missing',
    async () => {
      const url = await start('gateway');
      expect((await healthOf(url)).status).toBe(200);
      const { status, text } = await post(url, '/api/v1/tasks/create/custom_column', request);
      expect([status, text]).toEqual([503, expect.stringMatching(/"detail":"[A-Z_]+: is not set/)]);
    },
    LONG_MS,
  );
});
