import { type CaptureTime, latestIdMs } from './activity-date';
import type { ReadAge } from './shown-age';

/** A post whose id tells when it was published and whose card tells how long ago that was. */
export interface DatedPost {
  readonly publishedAt: Date;
  readonly age: ReadAge;
}

/**
 * When a capture was made: after the latest id in it and before it arrived. A post with id and age bounds it further,
 * since both tell the same moment: capture = publication + age. Ages that contradict the rest are left out.
 * @param arrived the span in which the capture arrived; an exact time of capture is a span of no length
 */
export function captureTime(
  arrived: CaptureTime,
  idTimes: readonly Date[],
  posts: readonly DatedPost[],
): CaptureTime {
  const latest = latestIdMs(arrived);
  const known = idTimes.map((time) => time.getTime()).filter((ms) => ms <= latest);
  let fromMs = known.reduce((newest, ms) => Math.max(newest, ms), arrived.from.getTime());
  let toMs = Math.max(arrived.to.getTime(), fromMs);
  for (const { publishedAt, age } of posts) {
    if (age.span.unit === null || age.contradicted) continue;
    const from = Math.max(fromMs, publishedAt.getTime() + age.span.fromMs);
    const to = Math.min(toMs, publishedAt.getTime() + age.span.toMs);
    if (from > to) continue;
    fromMs = from;
    toMs = to;
  }
  return { from: new Date(fromMs), to: new Date(toMs) };
}
