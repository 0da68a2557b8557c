import { parseArgs } from 'node:util';
import { contractNamed, taskContracts } from '@userport/contracts';
import { judged, print, type Row } from './bench/report';
import { attack, type AttackResult, describeOffence } from './hostile/attack';
import { type Fault, linesWith, linesWithoutTrace } from './hostile/judge';
import { type HostileServers, PRIVATE_MARKS, startServers } from './hostile/suite/servers';

const USAGE = `npm run hostile -- [--requests N] [--seed N] [--task NAME] [--json]
Sends generated hostile requests to the gateway and one function, as they are deployed, and judges every answer and
every line of their logs. The same seed makes the same requests.`;

/** Offences that are shown in full; the rest are counted. */
const MOST_SHOWN = 10;
const MOST_SEED = 1_000_000_000;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '5000' },
    seed: { type: 'string', default: `${Math.floor(Math.random() * MOST_SEED)}` },
    task: { type: 'string', default: Object.keys(taskContracts)[0] ?? '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** How many of the servers are the processes that were started, and well. */
async function healthy({ servers }: HostileServers): Promise<number> {
  const answers = servers.map(async ({ instance }) => {
    if (instance.isGone()) return false;
    return (await fetch(`${instance.url}/health`)).status === 200;
  });
  return (await Promise.all(answers)).filter(Boolean).length;
}

const faultRows: readonly (readonly [Fault, string])[] = [
  ['server_error', 'answers of 5xx that are no agreed 503'],
  ['not_answered', 'whole requests without an answer'],
  ['too_slow', 'requests that were kept waiting'],
  ['let_in', 'wrong tokens that were not refused'],
  ['told_a_secret', 'answers that hold a secret'],
];

/** What is found beside the answers. */
interface Aftermath {
  readonly alive: number;
  readonly leaks: readonly string[];
  readonly untraced: readonly string[];
}

const rowsOf = ({ statuses, offences }: AttackResult, { alive, leaks, untraced }: Aftermath): Row[] => {
  const count = (fault: Fault): number => offences.filter((one) => one.fault === fault).length;
  const sent = Object.values(statuses).reduce((sum, number) => sum + number, 0);
  return [
    { what: 'requests sent', value: sent, unit: '', least: Number(values.requests) },
    { what: 'servers alive and well at the end', value: alive, unit: '', least: 2 },
    ...faultRows.map(([fault, what]) => ({ what, value: count(fault), unit: '', limit: 0 })),
    { what: 'log lines that hold a secret or a private word', value: leaks.length, unit: '', limit: 0 },
    { what: 'log lines without the trace of a request', value: untraced.length, unit: '', limit: 0 },
    ...Object.entries(statuses).map(([status, value]) => ({
      what: status === '0' ? 'connections closed without an answer' : `answers of ${status}`,
      value,
      unit: '',
    })),
  ];
};

async function main(): Promise<number> {
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  const served = contractNamed(values.task);
  if (
    values.help ||
    served === undefined ||
    !Number.isInteger(requests) ||
    requests < 1 ||
    !Number.isInteger(seed)
  ) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  say(`seed ${seed}: ${requests} requests to gateway and ${served.app}`);
  const started = await startServers(served);
  try {
    const { servers, secrets } = started;
    const result = await attack({ servers, requests, seed, secrets });
    const lines = started.lines();
    const leaks = linesWith(lines, [...secrets, ...PRIVATE_MARKS]);
    const untraced = linesWithoutTrace(lines);
    result.offences.slice(0, MOST_SHOWN).forEach((offence) => say(describeOffence(offence)));
    leaks.slice(0, MOST_SHOWN).forEach((line) => say(`leak: ${line.slice(0, 500)}`));
    untraced.slice(0, MOST_SHOWN).forEach((line) => say(`no trace: ${line.slice(0, 500)}`));
    const rows = rowsOf(result, { alive: await healthy(started), leaks, untraced });
    return print(judged(`hostile requests, seed ${seed}`, rows), values.json);
  } finally {
    await started.stop();
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
