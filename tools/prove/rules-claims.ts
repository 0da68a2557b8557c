import type { Actor, Deed } from './crossing';
import type { Claim } from './history';
import type { Rules, Watch } from './monitor';

/** As many claims of one generation may end without a word before the job is set aside. */
const CRASHES = 3;

const nowOf = ({ simulation }: Watch): number => simulation.world.time.now();

const crashed = ({ history }: Watch, generation: number): Claim[] =>
  [...history.claims.values()].filter((claim) => {
    if (claim.generation !== generation) return false;
    const over = history.overBy(claim);
    return over !== undefined && over !== 'owner';
  });

const crashesOf = (watch: Watch, generation: number): number => crashed(watch, generation).length;

/** Its row was lost, and somebody who did not know whether it was won has given it back: nobody can tell that it crashed. */
const isTold = ({ history }: Watch, { generation, epoch }: Claim): boolean => {
  const rows = history.events().filter((event) => event.generation === generation && event.epoch === epoch);
  return rows.length > 0 && !rows.some(({ kind }) => kind === 'claimed');
};

/** Claims that everyone can see have ended without a word. */
const knownCrashesOf = (watch: Watch, generation: number): number =>
  crashed(watch, generation).filter((claim) => !isTold(watch, claim)).length;

/** A paid call is issued only inside a run that holds its lease, and never for what is kept already. */
function paidCall(watch: Watch, actor: Actor, generation: number, step: string): void {
  const { history, report } = watch;
  const execution = history.executions.findLast((one) => one.actor === actor);
  const claim = execution?.claim;
  if (execution === undefined || execution.ended)
    report('I3b', `a paid call for ${step} after the execution had ended`);
  else if (claim !== undefined && nowOf(watch) >= claim.atMs + claim.leaseMs)
    report('I3b', `a paid call for ${step} after the lease had ended`);
  const kept = history.memoAt.get(`${generation}/${step}`);
  if (kept !== undefined && kept < (history.lookedAt.get(actor) ?? 0))
    report('I9', `${step} was paid for again although its answer had been read`);
}

/** Bodies are sent only under a claim that is live. */
function sending(watch: Watch, actor: Actor, generation: number): void {
  const claim = watch.history.claimOf(actor, generation);
  const said = claim === undefined ? 'without a claim' : undefined;
  const late =
    claim !== undefined && nowOf(watch) >= claim.atMs + claim.leaseMs
      ? 'after the lease had ended'
      : undefined;
  const ended = claim !== undefined && watch.history.overBy(claim) === 'owner' ? 'after its end' : undefined;
  const wrong = said ?? late ?? ended;
  if (wrong !== undefined) watch.report('I3c', `a body of generation ${generation} was sent ${wrong}`);
}

function claimed(watch: Watch, { generation, epoch }: Claim): void {
  if (epoch === 1) return;
  const before = watch.history.claims.get(`${generation}/${epoch - 1}`);
  if (before === undefined) {
    watch.report('I4', `claim ${epoch} of generation ${generation} was granted before claim ${epoch - 1}`);
    return;
  }
  if (watch.history.overBy(before) === undefined)
    watch.report(
      'I4',
      `claim ${epoch} of generation ${generation} was granted while the one before was live`,
    );
}

function began(watch: Watch, actor: Actor, generation: number): void {
  const { history, report, simulation } = watch;
  const claim = history.claimOf(actor, generation);
  if (claim === undefined) report('I3', 'an execution began without a claim');
  else if (nowOf(watch) >= claim.atMs + claim.leaseMs) report('I3', 'an execution began after its lease');
  const rival = history.executions.find(
    (other) =>
      !other.ended &&
      other.actor !== actor &&
      other.actor.alive &&
      other.claim !== undefined &&
      history.overBy(other.claim) === undefined,
  );
  if (rival !== undefined) report('I3', `an execution began while ${rival.actor.name} held a live lease`);
  const settled = history.settledAt.get(generation);
  if (settled !== undefined && settled < (history.begunAt.get(actor) ?? 0))
    report('I2', 'an execution began although the outcome was visible when the delivery arrived');
  if (claim !== undefined && claim.epoch > 1 && wasSettledBefore(watch, claim))
    report('I2', 'an execution began although the outcome was elected before the claim was granted');
  if (knownCrashesOf(watch, generation) >= CRASHES)
    report('I14', 'an execution began although the job had crashed too often');
  const delivery = simulation.deliveries.find((one) => one.actor === actor);
  const asked = requestedFingerprint(watch, generation);
  if (asked !== undefined && asked !== delivery?.task.body.fingerprint)
    report('I11', 'an execution began for another payload than the one that was asked for');
}

const wasSettledBefore = ({ history, simulation }: Watch, { generation, atMs }: Claim): boolean => {
  const settling = history.settlings.get(generation);
  const name = [...simulation.world.tables.names.values()].find(
    (held) => settling !== undefined && held.token === settling.token && held.labels['total'] !== undefined,
  );
  return name !== undefined && name.atMs < atMs;
};

/** The fingerprint that a generation stands for, as its first request says. */
export const requestedFingerprint = ({ history }: Watch, generation: number): string | undefined =>
  history.events().find((event) => event.kind === 'requested' && event.generation === generation)
    ?.fingerprint;

/** Who runs, who pays, and for how long. */
export const claimRules: Rules = {
  issued(watch, actor, deed: Deed) {
    if (deed.op === 'vendor') paidCall(watch, actor, deed.generation, deed.step);
    if (deed.op === 'send') sending(watch, actor, deed.page.generation);
  },
  claimed,
  began,
  applied(watch, actor, deed) {
    if (deed.op !== 'appendEvents') return;
    for (const { kind, generation, detail } of deed.events) {
      if (kind === 'quarantined' && crashesOf(watch, generation) < CRASHES)
        watch.report('I14', 'a job was set aside that had not crashed three times');
      if (kind === 'attempt_failed' && !mayHaveFailed(watch, actor, detail['error']))
        watch.report('I18', 'an attempt was counted as failed although the task did not fail');
    }
  },
};

const mayHaveFailed = ({ simulation, metTrouble }: Watch, actor: Actor, error: unknown): boolean => {
  const { failures = 0, final = false } = simulation.scenario.plan;
  const { code } = (error ?? {}) as { code?: string };
  return failures > 0 || final || code === 'lease_over' || metTrouble.has(actor);
};
