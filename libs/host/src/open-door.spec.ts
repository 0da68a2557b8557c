import { openDraining } from './draining';
import { openDoor } from './open-door';
import type { Handle } from './http-types';

const handle: Handle = () => Promise.resolve({ status: 200, body: {} });

describe('openDoor', () => {
  const { LOG_LEVEL, DRAIN_SECONDS } = process.env;
  afterEach(() => {
    Object.assign(process.env, { LOG_LEVEL: LOG_LEVEL ?? '', DRAIN_SECONDS: DRAIN_SECONDS ?? '' });
  });

  it('makes what answers of the runtime, and lets work finish as long as it says', () => {
    process.env['DRAIN_SECONDS'] = '3';
    const draining = openDraining();
    const seen: unknown[] = [];
    const served = openDoor(draining, ({ config, drain }) => {
      seen.push(config.runtime.DRAIN_SECONDS, drain);
      return handle;
    });
    expect(served).toMatchObject({ handle, graceMs: 3000 });
    expect(seen).toEqual([3, draining.signal]);
  });

  it('names a variable of the runtime that is wrong', () => {
    process.env['LOG_LEVEL'] = 'loud';
    expect(() => openDoor(openDraining(), () => handle)).toThrow(
      /^Configuration is not complete. LOG_LEVEL: /,
    );
  });
});
