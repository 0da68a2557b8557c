import { parseFile } from './linkedin/parse-file';

/** `npm run linkedin:parse -- FILE`: reads one captured LinkedIn page. */
parseFile(process.argv.slice(2), new Date(), (text) => console.log(text)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
