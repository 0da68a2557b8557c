import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepWays, knownWays } from './known-ways';
import { plants } from './plants';

describe('known ways', () => {
  it('lead to every planted bug, and to no other', () => {
    expect([...knownWays().keys()].sort()).toEqual(plants.map(({ name }) => name).sort());
  });

  it('come back as they were kept, without what else was found', () => {
    const folder = mkdtempSync(join(tmpdir(), 'userport-ways-'));
    try {
      const file = join(folder, 'ways.json');
      const caught = { layer: 'A' as const, text: 'one body: no fault', invariant: 'I1' };
      keepWays([['a bug', caught]], file);
      expect([...knownWays(file)]).toEqual([['a bug', { layer: 'A', text: 'one body: no fault' }]]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
