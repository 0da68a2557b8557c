import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { KnownWay } from './hunt';

const FILE = 'tools/prove/known-ways.json';

const schema = z.record(z.string(), z.object({ layer: z.enum(['A', 'B', 'C']), text: z.string() }));

/** The run that caught each planted bug when it was last hunted afresh, by the bug's name. */
export const knownWays = (file = FILE): ReadonlyMap<string, KnownWay> =>
  new Map(Object.entries(schema.parse(JSON.parse(readFileSync(file, 'utf8')))));

/** Keeps them, for the next proofs. */
export function keepWays(ways: Iterable<readonly [plant: string, way: KnownWay]>, file = FILE): void {
  const entries = [...ways].map(([plant, { layer, text }]) => [plant, { layer, text }] as const);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`);
}
