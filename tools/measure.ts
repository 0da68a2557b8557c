import { runNamed } from './bench/run-named';

/** `npm run measure -- NAME [--json]`: how often what is judged is right; every `tools/measure/NAME.measure.ts` exports `measure`. */
const place = { folder: 'tools/measure', ending: '.measure.ts', command: 'npm run measure' };

runNamed(place, process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
