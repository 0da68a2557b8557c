import { parseArgs } from 'node:util';
import { asTable, judged } from './bench/report';
import type { Line } from './prove-processes/line';
import { proveProcesses, sectionNames } from './prove-processes/prove.suite';
import { rowsOf, textOf } from './prove-processes/summary';

const USAGE = `npm run prove:processes -- [--only SECTION,...] [--at TEXT] [--seconds N] [--seed N] [--json]
  The real server as a child process on a real DuckDB file: killed before and after every boundary, stopped past its
  lease, drained with requests in flight, killed at random; receivers that take a page and do not say so. The parent
  plays the queue, Django and the models, and judges by its own logs and the reopened file.
  --only     of ${sectionNames.join(', ')}
  --at       only kill and stop points whose name holds TEXT, such as "after store.appendBodies"
  --seconds  of random kills; 15 when not given
  --seed     of random kills; drawn when not given`;

const RANDOM_SECONDS = 15;
/** On two cores; a slower machine may need longer without being wrong. */
const MOST_SECONDS = 240;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{ only: { type: 'string', default: '' }, at: { type: 'string', default: '' } },
      ...{ seconds: { type: 'string', default: `${RANDOM_SECONDS}` }, seed: { type: 'string' } },
      ...{ json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  if (values.help || only.some((name) => !sectionNames.includes(name))) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const lines: Line[] = [];
  const say = (line: Line): void => {
    lines.push(line);
    if (!values.json) console.log(textOf(line));
  };
  const beganMs = performance.now();
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  await proveProcesses({ only, at: values.at, randomSeconds: Number(values.seconds), seed, say });
  const whole = only.length === 0 && values.at === '';
  const seconds = (performance.now() - beganMs) / 1000;
  const report = judged('prove:processes', rowsOf(lines, seconds, whole ? MOST_SECONDS : undefined));
  console.log(values.json ? JSON.stringify({ ...report, lines }) : `\n${asTable(report)}`);
  if (report.rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
