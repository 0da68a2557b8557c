import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { asTable, judged } from './bench/report';
import { keepWays } from './prove/known-ways';
import { type Options, prove } from './prove/prove';
import { showPlant } from './prove/show';

const USAGE = `npm run prove -- [--layer A,B,C,E,F] [--random N] [--all] [--seed N] [--path P] [--plant NAME] [--afresh] [--json]
  The real runner over a simulated store, queue, receiver and vendor; every await is a place where something may fail.
  --layer   only these: A faults alone and in pairs, B two deliveries at once, C random runs, E the stores, F planted bugs
  --random  so many random runs, and nothing else
  --all     every pair of faults and every schedule of two deliveries, instead of those that the seed draws
  --seed    the same seed makes the same runs; drawn when not given
  --path    one random run of the seed, as a failure prints it
  --plant   one planted bug: the rule it breaks and the shortest way there
  --afresh  planted bugs are hunted as if none had been caught before; the runs that catch them are kept for next time
  --jobs    worker threads; one more than there are cores when not given, since some wait for their bundles
  --seconds the most that it may take; 120 when not given, for two quiet cores`;

const DRAWN_BELOW = 1_000_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...{
        layer: { type: 'string', default: 'A,B,C,E,F' },
        random: { type: 'string' },
        seed: { type: 'string' },
      },
      ...{
        path: { type: 'string' },
        plant: { type: 'string' },
        jobs: { type: 'string', default: `${availableParallelism() + 1}` },
      },
      ...{ all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
      afresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '120' },
    },
  });
  if (values.help) return console.log(USAGE);
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const random = values.random === undefined ? undefined : Number(values.random);
  const options: Options = {
    layers: random === undefined ? values.layer.split(',') : ['C'],
    random,
    all: values.all,
    seed: values.seed === undefined ? Date.now() % DRAWN_BELOW : Number(values.seed),
    path: values.path,
    jobs: Number(values.jobs),
    seconds: Number(values.seconds),
    afresh: values.afresh,
    say,
  };
  if (values.plant !== undefined) {
    process.exitCode = await showPlant(values.plant);
    return;
  }
  say(`seed ${options.seed}`);
  const { rows, plants, broken } = await prove(options);
  const ways = plants.flatMap(({ name, caught }) => (caught === undefined ? [] : [[name, caught] as const]));
  // Without layer F nothing was hunted, and what is kept stands.
  if (values.afresh && ways.length > 0) keepWays(ways);
  const report = judged(`npm run prove, seed ${options.seed}`, rows);
  if (values.json) console.log(JSON.stringify({ ...report, plants, broken }));
  else console.log(asTable(report));
  if (report.rows.some(({ holds }) => !holds)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
