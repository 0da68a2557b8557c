import type { ReceivedCallback } from '../sandbox';
import { itemsIn, type ProofJob } from './jobs';
import type { StoredGeneration } from './stored';

/** When a page arrived: before the process was struck, while the queue went on, or in the stray delivery at the end. */
export type Phase = 'before' | 'after' | 'stray';

/** A page of a result as the receiver's own log has it. */
export interface ReceivedPage {
  readonly phase: Phase;
  readonly webhookId: string;
  readonly generation: number;
  readonly position: number;
  readonly sha256: string;
  readonly replay: boolean;
  /** Taken before, with the same bytes; stored nothing. */
  readonly repeat: boolean;
  /** Stored by the receiver now. */
  readonly taken: boolean;
  readonly items: readonly string[];
}

/** All that the parent knows of one job at its end. */
export interface Evidence {
  readonly job: ProofJob;
  readonly pages: readonly ReceivedPage[];
  /** What the file held when the process was struck; undefined when it was not killed. */
  readonly atStrike: readonly StoredGeneration[] | undefined;
  /** What the file holds at the end. */
  readonly stored: readonly StoredGeneration[];
  /** Paid calls that the vendor has seen: until the strike, and in all. */
  readonly paid: { readonly atStrike: number; readonly total: number };
  /** How often the next column was started. */
  readonly started: number;
  /** Resends that the fault allows where the file at the strike cannot tell: a receiver whose answers got lost. */
  readonly mayResend?: number;
}

/** What the evidence says. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly altered: readonly string[];
  readonly twice: readonly string[];
  /** Sent before it was durable, paid or sent again without a reason. */
  readonly broken: readonly string[];
  /** Pages that came again outside a replay. */
  readonly resent: number;
  /** Paid calls beyond those of an undisturbed run. */
  readonly paidAgain: number;
}

/** A callback of a result; undefined for progress. */
export function pageOf(callback: ReceivedCallback, phase: Phase): ReceivedPage | undefined {
  const { headers, sha256, body, judged, httpStatus, repeatOf } = callback;
  const webhookId = headers['webhook-id'];
  if (webhookId === undefined) return undefined;
  return {
    ...{ phase, webhookId, sha256, items: itemsIn(body) },
    generation: Number(headers['x-userport-generation']),
    position: Number(headers['x-userport-page']),
    replay: headers['x-userport-replay'] === 'true',
    repeat: repeatOf !== null,
    taken: judged && httpStatus === 200 && repeatOf === null,
  };
}

const duplicates = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const resultOf = (stored: readonly StoredGeneration[], generation: number) =>
  stored.find((one) => one.generation === generation)?.result;

function lostIn({ job, pages, stored }: Evidence): string[] {
  const taken = new Set(pages.filter((page) => page.taken).flatMap(({ items }) => items));
  const missing = job.items.filter((item) => !taken.has(item)).map((item) => `${item} never arrived`);
  const last = stored.at(-1);
  if (last?.status !== 'delivered') missing.push(`the job is ${last?.status ?? 'unknown'}, not delivered`);
  const result = last?.result;
  for (let position = 1; position <= (result?.total ?? 0); position += 1)
    if (result?.bodies.has(position) === false) missing.push(`body ${position} is not in the file`);
  return missing;
}

function alteredIn({ pages, stored }: Evidence): string[] {
  const changed = pages
    .filter(({ generation, position, sha256 }) => {
      const body = resultOf(stored, generation)?.bodies.get(position);
      return body !== undefined && body !== sha256;
    })
    .map(({ webhookId }) => `${webhookId} is not what is stored`);
  const hashes = Map.groupBy(pages, ({ webhookId }) => webhookId);
  for (const [webhookId, same] of hashes)
    if (new Set(same.map(({ sha256 }) => sha256)).size > 1) changed.push(`${webhookId} has two bodies`);
  return changed;
}

function twiceIn({ job, pages, stored, started }: Evidence): string[] {
  const items = pages.filter(({ taken }) => taken).flatMap((page) => page.items);
  const results = stored.filter(({ settledBy }) => settledBy.length > 1);
  const expected = job.startsNext === undefined ? 0 : 1;
  return [
    ...duplicates(items).map((item) => `${item} was applied twice`),
    ...results.map(({ generation }) => `generation ${generation} has two results`),
    ...(started > expected ? [`the next column was started ${started} times`] : []),
    ...(started < expected ? ['the next column was not started'] : []),
  ];
}

/** Pages that came again outside a replay, and whether the file at the strike explains each. */
function resendsIn({ pages, atStrike }: Evidence) {
  const again = pages.filter(({ repeat, phase, replay }) => repeat && phase !== 'stray' && !replay);
  const explained = again.filter(({ generation, position }) => {
    const cameBefore = pages.some(
      (page) => page.phase === 'before' && page.generation === generation && page.position === position,
    );
    return cameBefore && resultOf(atStrike ?? [], generation)?.accepted.has(position) === false;
  });
  return { again: again.length, unexplained: again.length - explained.length };
}

/** Judges a job by the parent's own logs and by what its file holds. Pure. */
export function judge(evidence: Evidence): Verdict {
  const { job, pages, atStrike, paid, mayResend = 0 } = evidence;
  const broken: string[] = [];
  for (const { generation, position, sha256 } of atStrike === undefined ? [] : pages.filter(isBefore)) {
    if (resultOf(atStrike ?? [], generation)?.bodies.get(position) !== sha256)
      broken.push(`body ${position} was sent before it was durable`);
  }
  const { again, unexplained } = resendsIn(evidence);
  if (unexplained > mayResend) broken.push(`${unexplained} pages were sent again without a reason`);
  const paidAgain = paid.total - job.paidCalls;
  const kept = (atStrike ?? []).reduce((sum, { memos }) => sum + memos, 0);
  const unkept = Math.max(0, paid.atStrike - kept);
  const inFlight = atStrike === undefined ? job.paidAtOnce : Math.min(unkept, job.paidAtOnce);
  if (paidAgain > inFlight) broken.push(`${paidAgain} calls paid again, ${inFlight} were in flight`);
  const strays = pages.filter(({ phase }) => phase === 'stray');
  if (strays.some(({ taken }) => taken)) broken.push('a stray delivery changed what the receiver holds');
  return {
    lost: lostIn(evidence),
    altered: alteredIn(evidence),
    twice: twiceIn(evidence),
    broken,
    resent: again,
    paidAgain,
  };
}

const isBefore = ({ phase }: ReceivedPage): boolean => phase === 'before';

/** Everything that is wrong, in words. */
export const faultsIn = ({ lost, altered, twice, broken }: Verdict): readonly string[] => [
  ...lost,
  ...altered,
  ...twice,
  ...broken,
];
