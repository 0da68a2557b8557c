import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLane } from './lane';

describe('openLane', () => {
  it('holds no process and has paid for nothing before it is started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'userport-lane-'));
    const lane = await openLane({ bundle: 'none.js', folder });
    try {
      expect(lane.paid()).toBe(0);
      expect(() => lane.child()).toThrow('No process runs in this lane.');
      await expect(lane.call('create/probe', {})).rejects.toThrow('No process runs in this lane.');
    } finally {
      await lane.close();
      await rm(folder, { recursive: true });
    }
  });
});
