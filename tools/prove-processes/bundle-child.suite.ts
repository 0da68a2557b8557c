import { mkdirSync, writeFileSync } from 'node:fs';
import { bundle } from '../bundle';

/** Bundles the server under proof as it would be deployed; the folder must lie in the workspace, where the engine is. */
export async function bundleChild(folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  await bundle('tools/prove-processes/child/main.ts', folder);
  writeFileSync(`${folder}/package.json`, '{ "type": "module", "main": "main.js" }\n');
  return folder;
}
