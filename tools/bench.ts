import { runNamed } from './bench/run-named';

/** `npm run bench -- NAME [--json]`: every `tools/bench/NAME.bench.ts` exports `measure`. */
const place = { folder: 'tools/bench', ending: '.bench.ts', command: 'npm run bench' };

runNamed(place, process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
