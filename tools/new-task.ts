import { join } from 'node:path';
import { generate } from './scaffold/generate';
import { withContract } from './scaffold/registry';
import { filesFrom } from './scaffold/templates';

/** `npm run new:task -- lead-score`: an app, its contract and their line in the registry, all of which pass the gate. */
process.exitCode = await generate(
  process.argv[2],
  (name) => ({
    made: filesFrom(join(import.meta.dirname, 'scaffold/task'), 'sample-task', name),
    changed: { 'libs/contracts/src/tasks/index.ts': (text) => withContract(text, name) },
  }),
  [
    'It counts words until you make it do its own work: the contract says what comes in and goes out,',
    'src/task.ts does the work, src/function.ts makes its clients. npm run check and npm test pass as it is.',
  ],
);
