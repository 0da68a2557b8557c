import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { canonicalJson } from '@userport/contracts';
import { tables } from '@userport/warehouse';
import { startCloudTasksServer } from '../../libs/queue/src/drivers/cloud-tasks-server.suite';
import { startBigqueryServer } from '../../libs/warehouse/src/drivers/bigquery-server.suite';
import sample from '../../apps/custom-column/fixtures/string.json';
import { startLocalIssuer } from '../../libs/auth/src/testing';
import { freePort } from '../emulators/processes';
import { bytesBelow, packagesBytes } from './folder-size';
import { percentile, type Row } from './report';

const PAIRS = 15;
const LIMIT = 1.15;
/** MB of a function's folder alone; an empty one with its packages has 17, and the gateway carries Google's client. */
const SIZES = { folder: 4, function: 22, gateway: 70 };
const MB = 1_000_000;
const FOLDER = '.local/bench-cold-start';
const PLATFORM = 'node_modules/@google-cloud/functions-framework/build/src/main.js';
const LISTENS = 'Serving function';

const EMPTY = `import { http } from '@google-cloud/functions-framework';
http('empty', (_request, response) => { response.end('{}'); });
`;

/** Starts a folder as the platform does; resolves when it listens, with its address and the way to end it. */
function start(
  target: string,
  source: string,
  port: number,
  environment: Readonly<Record<string, string>> = {},
) {
  const args = [resolve(PLATFORM), '--target', target, '--source', resolve(source), '--port', `${port}`];
  const child = spawn(process.execPath, args, {
    // Not `production`: there the platform does not say that it listens, and does nothing else differently.
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const listening = new Promise<void>((done, reject) => {
    let printed = '';
    child.stdout.on('data', (part: Buffer) => {
      printed += part.toString();
      if (printed.includes(LISTENS)) done();
    });
    child.once('exit', (code) => reject(new Error(`${target} ended with ${code} before it listened.`)));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  return { listening, stop, url: `http://127.0.0.1:${port}` };
}

/** ms from the start of the process to the first 200 of its health. */
async function startMs(target: string, source: string): Promise<number> {
  const port = await freePort();
  const beganMs = performance.now();
  const { listening, stop, url } = start(target, source, port);
  try {
    await listening;
    const { status } = await fetch(`${url}/health`);
    const tookMs = performance.now() - beganMs;
    if (status !== 200) throw new Error(`${target} answered its health with ${status}.`);
    return tookMs;
  } finally {
    await stop();
  }
}

/** ms of the gateway's first create: it opens the warehouse and loads the client of Cloud Tasks. */
async function firstCreateMs(): Promise<number> {
  const [bigquery, tasks, issuer] = await Promise.all([
    startBigqueryServer(),
    startCloudTasksServer(),
    startLocalIssuer(),
  ]);
  const listed = Object.keys(tables).map((tableId) => ({ tableReference: { tableId } }));
  bigquery.answer(/^GET .*tables$/, 200, { tables: listed });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const gateway = start('gateway', 'dist/apps/gateway', port, {
    ...{ GOOGLE_CLOUD_PROJECT: 'demo', BIGQUERY_DATASET: 'bench', BIGQUERY_API_ENDPOINT: bigquery.url },
    ...{ CLOUD_TASKS_LOCATION: 'us-west1', CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: 'queue@demo.example' },
    ...{ CLOUD_TASKS_API_ENDPOINT: tasks.url, FUNCTIONS_BASE_URL: 'https://{app}.example' },
    ...{ ALLOWED_AUDIENCES: url, ALLOWED_CALLERS: issuer.email },
    ...{ TOKEN_ISSUERS: issuer.issuer, TOKEN_KEYS_URL: issuer.keysUrl },
  });
  try {
    await gateway.listening;
    const beganMs = performance.now();
    const answer = await fetch(`${url}/api/v1/tasks/create/custom_column`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${issuer.tokenOf({ aud: url })}`,
        'content-type': 'application/json',
      },
      body: canonicalJson(sample),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`create was answered ${answer.status}: ${text}`);
    return performance.now() - beganMs;
  } finally {
    await gateway.stop();
    await Promise.all([bigquery.close(), issuer.close()]);
    tasks.close();
  }
}

const sizesOf = (app: string): Row[] => {
  const folder = `dist/apps/${app}`;
  const own = bytesBelow(folder) / MB;
  const most = app === 'gateway' ? SIZES.gateway : SIZES.function;
  return [
    { what: `${app}: its folder without packages`, value: own, unit: 'MB', limit: SIZES.folder },
    { what: `${app}: with them`, value: own + packagesBytes(folder) / MB, unit: 'MB', limit: most },
  ];
};

/** Process start to the first 200 of each app's deploy folder, in turns with an empty function on the same Node. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const apps = readdirSync('apps').sort();
  execFileSync('nx', ['run-many', '-t', 'build', '-p', ...apps], { stdio: ['ignore', 'ignore', 'inherit'] });
  const empty = join(FOLDER, 'empty');
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'main.js'), EMPTY);
  writeFileSync(join(empty, 'package.json'), '{ "type": "module", "main": "main.js" }\n');
  const rows: Row[] = [];
  let emptyMs: number[] = [];
  try {
    for (const app of apps) {
      say(`${app}: ${PAIRS} pairs`);
      const [own, others]: [number[], number[]] = [[], []];
      await startMs(app, `dist/apps/${app}`);
      for (let pair = 0; pair < PAIRS; pair += 1) {
        // Each begins every other pair, so that neither is always the one after.
        if (pair % 2 === 1) own.push(await startMs(app, `dist/apps/${app}`));
        others.push(await startMs('empty', empty));
        if (pair % 2 === 0) own.push(await startMs(app, `dist/apps/${app}`));
      }
      const ratios = own.map((ms, pair) => ms / (others[pair] ?? Number.NaN));
      const value = percentile(ratios, 0.5);
      rows.push({
        what: `${app}: start over that of an empty function, median of the pairs`,
        value,
        unit: 'times',
        limit: LIMIT,
      });
      rows.push({ what: `${app}: start, median`, value: percentile(own, 0.5), unit: 'ms' });
      emptyMs = [...emptyMs, ...others];
    }
    const creates = [await firstCreateMs(), await firstCreateMs(), await firstCreateMs()];
    return [
      ...rows,
      { what: 'an empty function: start, median', value: percentile(emptyMs, 0.5), unit: 'ms' },
      { what: 'gateway: its first create, both clients loaded', value: percentile(creates, 0.5), unit: 'ms' },
      ...apps.flatMap(sizesOf),
    ];
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}
