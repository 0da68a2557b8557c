import { taskEvent, type TaskEvent } from '@userport/contracts';
import { foldJob } from '@userport/runner';
import { planCreate } from './plan-create';

const DAY_MS = 86_400_000;
const start = Date.UTC(2026, 4, 4);
const event = (kind: TaskEvent['kind'], generation: number, more: Partial<TaskEvent> = {}): TaskEvent =>
  taskEvent({ jobId: 'j', entityId: 'a', taskName: 'probe', kind, generation, at: new Date(start), ...more });
const requested = (generation: number, fingerprint: string) =>
  event('requested', generation, { fingerprint });
const settled = (generation: number) =>
  event('settled', generation, { token: 't', detail: { kind: 'success', total: 1, epoch: 1 } });

const plan = (newPayload: 'refuse' | 'new_generation', events: readonly TaskEvent[], ageDays = 0) => {
  const { name, ...rest } = planCreate({ newPayload }, foldJob(events), 'mine', start + ageDays * DAY_MS);
  return [
    name,
    'generation' in rest ? rest.generation : 'fingerprint' in rest ? rest.fingerprint : undefined,
  ];
};

describe('planCreate', () => {
  it('elects the first generation of what nobody asked for', () => {
    expect(plan('refuse', [])).toEqual(['elect', 1]);
  });

  it('elects the generation of which only a refusal or a claim is known', () => {
    expect(plan('refuse', [event('rejected', 1)])).toEqual(['elect', 1]);
    expect(plan('refuse', [event('claimed', 1, { epoch: 1, token: 't' })])).toEqual(['elect', 1]);
  });

  it('knows the same request, running or settled', () => {
    expect(plan('refuse', [requested(1, 'mine')])[0]).toBe('known');
    expect(plan('refuse', [requested(1, 'mine'), settled(1)])[0]).toBe('known');
    expect(plan('new_generation', [requested(1, 'other'), requested(2, 'mine')])[0]).toBe('known');
  });

  it('refuses another payload, or takes it as the next generation', () => {
    expect(plan('refuse', [requested(1, 'other')])).toEqual(['refused', 'other']);
    expect(plan('new_generation', [requested(1, 'other')])).toEqual(['elect', 2]);
  });

  it('takes a payload of an earlier generation as a new beginning', () => {
    expect(plan('new_generation', [requested(1, 'mine'), requested(2, 'other')])).toEqual(['elect', 3]);
  });

  it('refuses for good what was forgotten: the same request, a new capture, and one that nobody wrote down', () => {
    const tombstone = event('forgotten', 1);
    for (const events of [
      [requested(1, 'mine'), tombstone],
      [requested(1, 'other'), settled(1), tombstone],
      [requested(1, 'other'), tombstone, requested(2, 'mine')],
      [tombstone],
    ]) {
      for (const newPayload of ['refuse', 'new_generation'] as const)
        expect(planCreate({ newPayload }, foldJob(events), 'mine', start)).toEqual({
          name: 'forgotten',
          at: new Date(start),
        });
    }
  });

  it('begins anew where an open job is older than the names that decide about it, and only there', () => {
    expect(plan('refuse', [requested(1, 'mine')], 151)).toEqual(['elect', 2]);
    expect(plan('refuse', [requested(1, 'mine')], 150)[0]).toBe('known');
    expect(plan('refuse', [requested(1, 'mine'), settled(1)], 151)[0]).toBe('known');
  });
});
