import type { EventKind, TaskEvent } from '@userport/contracts';
import type { Page, StoredBody } from '@userport/runner';
import type { Actor } from './crossing';
import type { Rules, Watch } from './monitor';
import { requestedFingerprint } from './rules-claims';

/** Failed attempts after which the probe task ends as a failure. */
const MOST_ATTEMPTS = 3;

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The winner's stored bodies; what is not whole is a violation of whoever relied on it. */
function winnersBodies({ history }: Watch, generation: number): Map<number, StoredBody> {
  const settling = history.settlings.get(generation);
  const bodies = new Map<number, StoredBody>();
  for (const body of history.bodies(generation))
    if (body.token === settling?.token) bodies.set(body.position, body);
  return bodies;
}

const isWhole = (bodies: ReadonlyMap<number, StoredBody>, total: number): boolean =>
  Array.from({ length: total }, (_, index) => index + 1).every((position) => bodies.has(position));

/** One body, one id, one byte string; older generations stay silent once a newer one was heard. */
function sent(watch: Watch, actor: Actor, page: Page): void {
  const { history, report, simulation } = watch;
  const { generation, position, total, webhookId } = page;
  for (const { page: other } of simulation.receiver.arrivals) {
    if (other.generation > generation)
      report('I8', `a body of generation ${generation} was sent after one of generation ${other.generation}`);
    const sameBody = other.generation === generation && other.position === position;
    if (sameBody !== (other.webhookId === webhookId)) report('I5', `body ${position} changed its webhook-id`);
    if (sameBody && !same(other.bytes, page.bytes)) report('I5', `the bytes of body ${position} changed`);
    if (other.generation === generation && other.total !== total)
      report('I5', 'the number of bodies changed');
  }
  const delivery = simulation.deliveries.find((one) => one.actor === actor);
  if (delivery?.task.body.fingerprint !== requestedFingerprint(watch, generation))
    report('I11', 'a result was sent for another payload than its own');
  resent(watch, actor, page);
  const kinds = new Set(
    history
      .bodies(generation)
      .filter((body) => same(body.bytes, page.bytes))
      .map(({ kind }) => kind),
  );
  if (kinds.size > 0 && !kinds.has(history.settlings.get(generation)?.kind as StoredBody['kind']))
    report('I8', 'a body was sent that belongs to a result which did not win');
}

/** A body with a stored acceptance is sent again only when everything was accepted, or an operator wants it. */
function resent({ history, report }: Watch, actor: Actor, { generation, position, once }: Page): void {
  const knownBefore = (map: ReadonlyMap<string, number>, key: string, moments: ReadonlyMap<Actor, number>) =>
    (map.get(key) ?? Number.POSITIVE_INFINITY) < (moments.get(actor) ?? 0);
  const round = [5, 4, 3, 2].find((number) => history.roundAt.has(`${generation}/${number}`)) ?? 1;
  if (!knownBefore(history.accepted, `${generation}/${round}/${position}`, history.begunAt)) return;
  if (!knownBefore(history.deliveredAt, `${generation}/${round}`, history.lookedAt))
    report('I17', `body ${position} was sent again although its acceptance was stored`);
  else if (once) report('I17', `body ${position} must not be applied twice and was sent again`);
}

/** What arrives is stored, settled and whole at that instant. */
function arrived(watch: Watch, { generation, position, bytes, total }: Page): void {
  const { history, report } = watch;
  // It left before; what it was is removed.
  if (history.forgotten !== undefined) return;
  const settling = history.settlings.get(generation);
  if (settling === undefined || !history.settledAt.has(generation))
    return report('I6', `body ${position} arrived before its result was durable`);
  const bodies = winnersBodies(watch, generation);
  const stored = bodies.get(position);
  if (!isWhole(bodies, settling.total) || settling.total !== total)
    report('I6', 'a body arrived of a result that is not whole in storage');
  if (stored === undefined || !same(stored.bytes, bytes))
    report('I6', `body ${position} arrived with bytes that are not the stored ones`);
}

const hasArrived = ({ simulation }: Watch, generation: number, position: number): boolean =>
  simulation.receiver.arrivals.some((one) => one.generation === generation && one.page.position === position);

/** Some claim ended without its owner's word, so that nobody knows what it has sent. */
const hasBrokenOff = ({ history }: Watch, generation: number): boolean =>
  [...history.claims.values()].some((claim) => {
    const over = history.overBy(claim);
    return claim.generation === generation && over !== undefined && over !== 'owner';
  });

type Check = (watch: Watch, event: TaskEvent) => void;

/** What must be true in the world when a row says so. */
const truths: Readonly<Partial<Record<EventKind, Check>>> = {
  settled({ history, report }, { generation, token }) {
    if (history.settlings.get(generation)?.token !== token)
      report('I1', 'a settled row names a result that was not elected');
  },
  page_accepted(watch, { generation, position = 0, detail }) {
    if (!hasArrived(watch, generation, position))
      watch.report('I16', `body ${position} was written down as accepted before it was sent`);
    const applied = watch.simulation.receiver.hasApplied('job_1/lead_7', generation, position);
    const isHurt = watch.hurt || watch.takeovers > 0;
    const unclear =
      isHurt || hasBrokenOff(watch, generation) || watch.history.unclear.has(`${generation}/${position}`);
    if (detail['skipped'] !== undefined && !applied && !unclear)
      watch.report('I16', `body ${position} was ignored by the receiver and written down as accepted`);
  },
  not_taken({ simulation, report }, { generation, position = 0 }) {
    if (simulation.receiver.hasApplied('job_1/lead_7', generation, position))
      report('I16', `body ${position} was applied by the receiver and written down as not taken`);
  },
  delivered(watch, { generation }) {
    const total = watch.history.settlings.get(generation)?.total ?? 0;
    const all = Array.from({ length: total }, (_, index) => index + 1);
    if (total === 0 || !all.every((position) => hasArrived(watch, generation, position)))
      watch.report('I16', 'a result was written down as delivered before all of it was accepted');
  },
  parked({ report, refusals }, { round }) {
    const faults = refusals.filter(({ forGood }) => !forGood).length;
    if (round !== undefined && faults < 5 && !refusals.some(({ forGood }) => forGood))
      report('I7', 'a result was parked that the receiver had not refused');
  },
};

/** What is settled, and what is sent of it. */
export const resultRules: Rules = {
  issued(watch, actor, deed) {
    if (deed.op === 'send') sent(watch, actor, deed.page);
  },
  applied(watch, _actor, deed) {
    if (deed.op === 'send') arrived(watch, deed.page);
    if (deed.op === 'appendEvents') for (const event of deed.events) truths[event.kind]?.(watch, event);
    if (deed.op !== 'appendBodies') return;
    for (const body of deed.bodies) {
      const other = watch.history
        .bodies(deed.generation)
        .find((one) => one.token === body.token && one.position === body.position);
      if (other !== undefined && (other.sha256 !== body.sha256 || other.kind !== body.kind))
        watch.report('I1', `body ${body.position} of one settler exists in two forms`);
    }
  },
  settled(watch, generation, actor) {
    const settling = watch.history.settlings.get(generation);
    if (settling === undefined || watch.history.forgotten !== undefined) return;
    if (!isWhole(winnersBodies(watch, generation), settling.total))
      watch.report('I1', 'a result was elected whose bodies are not all stored');
    if (settling.kind !== 'failure') return;
    const failed = watch.history
      .events()
      .filter((event) => event.kind === 'attempt_failed' && event.generation === generation);
    const attempts = new Set(failed.map(({ eventId }) => eventId)).size + 1;
    const final = watch.simulation.scenario.plan.final === true || watch.metFinal.has(actor);
    if (attempts < MOST_ATTEMPTS && !final)
      watch.report('I18', `the job was ended as a failure after ${attempts} of ${MOST_ATTEMPTS} attempts`);
  },
};
