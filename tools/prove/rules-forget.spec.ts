import type { Actor, Deed } from './crossing';
import type { History } from './history';
import type { Watch } from './monitor';
import { forgetRules } from './rules-forget';
import type { DeliveryAnswer } from './simulation';

const actor = { name: 'delivery' } as unknown as Actor;
const send = { op: 'send', page: { position: 2 } } as unknown as Deed;
const pay = { op: 'vendor', step: 'ask' } as unknown as Deed;

/** A job that was forgotten at tick 5, at 1,000 ms; the actor last heard of it at that tick, and it is that late. */
function watching({ heardAt, nowMs }: { heardAt?: number; nowMs: number }) {
  const reports: string[] = [];
  const history = {
    forgotten: { tick: 5, atMs: 1_000 },
    heardAt: new Map(heardAt === undefined ? [] : [[actor, heardAt]]),
    meaningOf: (name: string) => (name === 'g' ? { what: 'generation', generation: 2 } : undefined),
  } as unknown as History;
  const simulation = { world: { time: { now: () => nowMs } } } as unknown as Watch['simulation'];
  const report: Watch['report'] = (rule, text) => void reports.push(`${rule} ${text}`);
  return { watch: { history, simulation, report } as unknown as Watch, reports };
}

describe('forgetRules', () => {
  it('allow who has not heard yet to go on for two seconds, and not longer', () => {
    const within = watching({ heardAt: 4, nowMs: 3_000 });
    forgetRules.issued?.(within.watch, actor, send);
    expect(within.reports).toEqual([]);
    const late = watching({ heardAt: 4, nowMs: 3_001 });
    forgetRules.issued?.(late.watch, actor, send);
    expect(late.reports).toEqual(['I21 body 2 was sent 2001 ms after the job was forgotten']);
  });

  it('allow who has heard neither to send, nor to pay, nor to begin a generation', () => {
    const { watch, reports } = watching({ heardAt: 6, nowMs: 1_001 });
    const begin = { op: 'putIfAbsent', name: 'g' } as unknown as Deed;
    const claim = { op: 'putIfAbsent', name: 'claim' } as unknown as Deed;
    for (const deed of [send, pay, begin, claim]) forgetRules.issued?.(watch, actor, deed);
    const who = 'by somebody who knew that the job was forgotten';
    expect(reports).toEqual([
      `I21 body 2 was sent ${who}`,
      `I21 ask was paid for ${who}`,
      `I21 a generation was begun ${who}`,
    ]);
  });

  it('want a delivery that knows of it to say so to the queue', () => {
    const { watch, reports } = watching({ heardAt: 6, nowMs: 1_001 });
    const told = (name: string, status: number): void =>
      forgetRules.answered?.(watch, actor, { outcome: { name }, status } as unknown as DeliveryAnswer);
    told('forgotten', 200);
    told('storage_unreachable', 503);
    told('delivered', 200);
    expect(reports).toEqual(['I21 a delivery of a forgotten job was answered delivered']);
  });
});
