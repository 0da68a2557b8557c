import { sha256Base32 } from '@userport/contracts';
import type { QueueTask } from './queue';
import { taskBodyOf } from './task-body';

const task = (name: string, text = ''): QueueTask => ({
  name,
  taskName: 'custom_column',
  app: 'custom-column',
  body: {
    job_id: 'job-1',
    entity_id: 'entity-1',
    generation: 1,
    fingerprint: sha256Base32('a'),
    payload_hash: sha256Base32('b'),
    payload: { text },
  },
});

describe('taskBodyOf', () => {
  it('writes the body as JSON', () => {
    expect(JSON.parse(taskBodyOf(task('a', 'Grüße')).toString())).toEqual(task('a', 'Grüße').body);
  });

  it('counts bytes, not characters, up to 100 KiB', () => {
    const rest = taskBodyOf(task('a')).length;
    expect(taskBodyOf(task('a', 'x'.repeat(102_400 - rest)))).toHaveLength(102_400);
    expect(() => taskBodyOf(task('a', 'ü'.repeat((102_402 - rest) / 2)))).toThrow(/at most 102400 bytes/);
  });

  it.each(['', 'no spaces', 'ümlaut', 'x'.repeat(501)])('refuses the name "%s"', (name) => {
    expect(() => taskBodyOf(task(name))).toThrow('1 to 500 letters');
  });
});
