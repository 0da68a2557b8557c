import type { Dating } from './activity';
import type { ReadAge } from './shown-age';

/** The span in which a capture was made. */
export interface CaptureTime {
  readonly from: Date;
  readonly to: Date;
}

/** A clock may be off by this much; an id beyond it is from the future. */
const CLOCK_SLACK_MS = 60 * 60 * 1000;

/** The latest time that an id may have. */
export const latestIdMs = ({ to }: CaptureTime): number => to.getTime() + CLOCK_SLACK_MS;

/** Known to the millisecond. */
export const exactly = (at: Date, evidence: string): Dating => ({ precision: 'exact', at, evidence });

/** Not known at all. */
export const unknownDate = (evidence: string): Dating => ({ precision: 'unknown', evidence });

/** Between two times; unknown when they are in the wrong order, since then one of the sources is wrong. */
export const between = (fromMs: number, toMs: number, evidence: string): Dating =>
  fromMs <= toMs
    ? { precision: 'interval', from: new Date(fromMs), to: new Date(toMs), evidence }
    : unknownDate(`${evidence}; the two contradict each other`);

/** A dating by a shown age: from the earliest capture less one unit more, to the latest capture less the age. */
export function byAge(age: ReadAge | undefined, capture: CaptureTime): Dating {
  if (age === undefined) return unknownDate('no age that can be read');
  const { span, text } = age;
  return between(
    capture.from.getTime() - span.toMs,
    capture.to.getTime() - span.fromMs,
    `shown age "${text}" at the time of the capture`,
  );
}

/** The same dating, not after a time that is known to be later. */
export function notAfter(dating: Dating, ms: number, why: string): Dating {
  if (dating.precision !== 'interval' || dating.to.getTime() <= ms) return dating;
  return between(dating.from.getTime(), ms, `${dating.evidence}, before ${why}`);
}

/** The same dating, not before a time that is known to be earlier. */
export function notBefore(dating: Dating, ms: number, why: string): Dating {
  if (dating.precision !== 'interval' || dating.from.getTime() >= ms) return dating;
  return between(ms, dating.to.getTime(), `${dating.evidence}, after ${why}`);
}

/** True when a time and a shown age differ by more than one unit: one of the two is wrong. */
export function disagrees(at: Date, age: ReadAge | undefined, capture: CaptureTime): boolean {
  if (age === undefined) return false;
  const { fromMs, toMs } = age.span;
  const unitMs = toMs - fromMs;
  const earliest = capture.from.getTime() - toMs - unitMs;
  const latest = capture.to.getTime() - fromMs + unitMs;
  return at.getTime() < earliest || at.getTime() > latest;
}
