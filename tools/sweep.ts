import { parseArgs } from 'node:util';
import { describeError } from '@userport/errors';
import { callerHeaders } from './local/caller-headers';

const USAGE =
  'tsx tools/sweep.ts [--gateway URL] [--older-than-minutes N] [--limit N]\n' +
  'Asks a running gateway to enqueue again what does not move by itself any more.\n';

const LOCAL_GATEWAY = 'http://127.0.0.1:8080';

const options = {
  gateway: { type: 'string', default: LOCAL_GATEWAY },
  'older-than-minutes': { type: 'string' },
  limit: { type: 'string' },
} as const;

/** Prints the gateway's answer as JSON. Exits 1 when it was none of success, 2 for a call that it does not know. */
async function main(args: readonly string[]): Promise<number> {
  let values: { readonly gateway: string; readonly 'older-than-minutes'?: string; readonly limit?: string };
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch {
    process.stderr.write(USAGE);
    return 2;
  }
  const url = new URL('/api/v1/sweep', values.gateway);
  const minutes = values['older-than-minutes'];
  if (minutes !== undefined) url.searchParams.set('older_than_minutes', minutes);
  if (values.limit !== undefined) url.searchParams.set('limit', values.limit);
  try {
    const response = await fetch(url, { method: 'POST', headers: await callerHeaders(url) });
    process.stdout.write(`${await response.text()}\n`);
    return response.ok ? 0 : 1;
  } catch (error) {
    const { message, causes = [] } = describeError(error);
    process.stderr.write(`${url.origin} did not answer: ${[message, ...causes].join('; ')}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
