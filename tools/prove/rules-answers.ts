import type { OutcomeName } from '@userport/runner';
import type { Actor } from './crossing';
import type { Claim } from './history';
import type { Rules, SeenClaims, Watch } from './monitor';
import type { DeliveryAnswer } from './simulation';

type Stands = (watch: Watch, generation: number, fingerprint: string) => boolean;

const hasRow =
  (kind: string): Stands =>
  ({ history }, generation) =>
    history.events().some((event) => event.kind === kind && event.generation === generation);

/** The receiver has seen every body of the elected result, and a row says so. */
const isDelivered =
  (kind?: string): Stands =>
  (watch, generation, fingerprint) => {
    const settling = watch.history.settlings.get(generation);
    if (settling === undefined || (kind !== undefined && settling.kind !== kind)) return false;
    const seen = new Set(
      watch.simulation.receiver.arrivals
        .filter((one) => one.generation === generation)
        .map(({ page }) => page.position),
    );
    return seen.size === settling.total && hasRow('delivered')(watch, generation, fingerprint);
  };

/** What a 2xx stands on, by outcome. */
const stands: Readonly<Partial<Record<OutcomeName, Stands>>> = {
  delivered: isDelivered('success'),
  failed: isDelivered('failure'),
  cancelled: isDelivered('cancelled'),
  resumed: isDelivered(),
  replayed: isDelivered(),
  not_taken: hasRow('not_taken'),
  parked: hasRow('parked'),
  quarantined: hasRow('quarantined'),
  rejected: ({ history }, _generation, fingerprint) =>
    history.events().some((event) => event.kind === 'rejected' && event.fingerprint === fingerprint),
  superseded: ({ history }, generation) => history.isOutdated(generation),
  forgotten: ({ history }) => history.forgotten !== undefined,
};

const hasAnswered = ({ simulation, unableToEnd }: Watch, { owner }: Claim): boolean => {
  const answer = simulation.deliveries.find((one) => one.actor === owner)?.answer;
  const keeps = answer === undefined || answer.outcome.name === 'settling_unknown';
  return owner !== undefined && !keeps && !unableToEnd.has(owner);
};

/** Takes note of the claims that are live while a delivery looks, or hears who holds one. */
function look(watch: Watch, actor: Actor, by: keyof SeenClaims): void {
  const { history, seen } = watch;
  const live = [...history.claims.values()].filter((claim) => history.overBy(claim) === undefined);
  const answered = live.filter((claim) => hasAnswered(watch, claim));
  seen.set(actor, { ...seen.get(actor), [by]: { granted: history.claims.size, live, answered } });
}

/** The queue may be told that a claim is held only where one was live when the delivery looked, or was taken since. */
function held({ history, report, seen }: Watch, actor: Actor): void {
  const moments = Object.values(seen.get(actor) ?? {});
  if (moments.some(({ granted }) => history.claims.size > granted)) return;
  if (moments.every(({ live }) => live.length === 0))
    report('I10', 'a delivery was told to wait although nobody holds a claim');
  else if (moments.every(({ live, answered }) => live.length === answered.length))
    report('I10', 'a delivery was told to wait for one that had been answered already');
}

/** What the queue is told. */
export const answerRules: Rules = {
  applied(watch, actor, deed) {
    if (deed.op === 'lookup') look(watch, actor, 'lookup');
    if (deed.op === 'putIfAbsent' && deed.kind === 'claim') look(watch, actor, 'claim');
  },
  answered(watch: Watch, actor: Actor, { outcome, status, body }: DeliveryAnswer) {
    const delivery = watch.simulation.deliveries.find((one) => one.actor === actor);
    const { generation = 0, fingerprint = '' } = delivery?.task.body ?? {};
    // What quotes the receiver leaves with a job that is forgotten; its tombstone is the row then.
    const isBuried = watch.history.forgotten !== undefined;
    const stood = isBuried || stands[outcome.name]?.(watch, generation, fingerprint) === true;
    if (status < 300 && !stood)
      watch.report('I7', `the queue was told ${status} ${outcome.name} with no durable row behind it`);
    if (outcome.name === 'held') held(watch, actor);
    if (/CANARY|secretword/.test(JSON.stringify([outcome, body])))
      watch.report('I20', `the answer to the queue holds what must not be seen: ${JSON.stringify(body)}`);
  },
};
