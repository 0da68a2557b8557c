import { join } from 'node:path';
import { generate } from './scaffold/generate';
import { withKey } from './scaffold/registry';
import { filesFrom } from './scaffold/templates';

/** `npm run new:provider -- acme-data`: the four entries of a provider, its spec, and the line of its key. */
process.exitCode = await generate(
  process.argv[2],
  (name) => ({
    made: filesFrom(join(import.meta.dirname, 'scaffold/provider'), 'sample-vendor', name),
    changed: { 'libs/config/src/sections.ts': (text) => withKey(text, name) },
  }),
  [
    'It calls one invented endpoint until you give it the real ones: one function each, the fields used in schemas.ts,',
    'a recorded answer in fixtures/. An app that wants it imports it from @userport/providers/<name>.',
  ],
);
