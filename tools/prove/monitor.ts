import type { Actor, Deed } from './crossing';
import type { Fault } from './faults';
import {
  endsClaim,
  type History,
  type Claim,
  openHistory,
  meaningsOf,
  recordEvent,
  recordName,
} from './history';
import { answerRules } from './rules-answers';
import { claimRules } from './rules-claims';
import { forgetRules } from './rules-forget';
import { resultRules } from './rules-results';
import type { DeliveryAnswer, Simulation } from './simulation';

/** A rule of section 6.1 that did not hold. */
export interface Violation {
  readonly invariant: string;
  readonly what: string;
  /** Lines of trace written when it was found. */
  readonly at: number;
}

/** The claims that were live at one moment. */
interface LiveClaims {
  /** How many claims had ever been granted. */
  readonly granted: number;
  readonly live: readonly Claim[];
  /** Those of them whose owner had answered the queue already, though it could have ended its claim. */
  readonly answered: readonly Claim[];
}

/** What a delivery could know of live claims, when it looked last and when it asked for a claim last. */
export type SeenClaims = Readonly<Partial<Record<'lookup' | 'claim', LiveClaims>>>;

/** What the rules know besides the history. */
export interface Watch {
  readonly simulation: Simulation;
  readonly history: History;
  /** Actors whose wish to end their claim storage did not take. */
  readonly unableToEnd: Set<Actor>;
  /** Actors that met an error which no further attempt can mend, or any trouble of the task's own. */
  readonly metFinal: Set<Actor>;
  readonly metTrouble: Set<Actor>;
  readonly seen: Map<Actor, SeenClaims>;
  /** Calls whose caller does not hear the answer. */
  readonly unheard: Set<Deed>;
  /** Claims that took over from one whose owner had not ended it. */
  takeovers: number;
  /** True once any fault or death has happened. */
  hurt: boolean;
  /** Bodies that the receiver refused for good, or with 500 so many times. */
  readonly refusals: { readonly position: number; readonly forGood: boolean }[];
  report(invariant: string, what: string): void;
}

/** Everything that one set of rules looks at. */
export interface Rules {
  issued?(watch: Watch, actor: Actor, deed: Deed): void;
  /** Before the history takes note of it. */
  applied?(watch: Watch, actor: Actor, deed: Deed): void;
  claimed?(watch: Watch, claim: Claim): void;
  settled?(watch: Watch, generation: number, actor: Actor): void;
  began?(watch: Watch, actor: Actor, generation: number): void;
  answered?(watch: Watch, actor: Actor, answer: DeliveryAnswer): void;
}

/** Watches a simulation from outside the runner. */
export interface Monitor {
  readonly violations: readonly Violation[];
  readonly history: History;
  report(invariant: string, what: string): void;
  /** True when a fault met this actor, or it died. */
  wasHurt(actor: Actor): boolean;
  /** Faults that met the run so far. */
  faults(): number;
  /** Claims so far that took over from one whose owner had not ended it. */
  takeovers(): number;
  /** Paid calls so far, by generation and step. */
  readonly paid: ReadonlyMap<string, number>;
}

const allRules: readonly Rules[] = [claimRules, resultRules, answerRules, forgetRules];
const MEANINGS = meaningsOf({ jobId: 'job_1', entityId: 'lead_7' });

function noteFault(watch: Watch, actor: Actor, deed: Deed, fault: Fault): void {
  watch.hurt = true;
  if (fault.error !== undefined || fault.dies === true) watch.unheard.add(deed);
  if (endsClaim(deed) && fault.effect !== 'now') watch.unableToEnd.add(actor);
  if (deed.op === 'vendor') {
    watch.metTrouble.add(actor);
    if (fault.error?.().name === 'TerminalError') watch.metFinal.add(actor);
  }
  if (deed.op === 'send' && fault.answer?.kind === 'refused')
    watch.refusals.push({ position: deed.page.position, forGood: fault.answer.forGood });
}

/** True when the caller hears by it whether the job was forgotten. */
const tellsOfForgetting = ({ history, unheard }: Watch, deed: Deed): boolean => {
  if (unheard.has(deed)) return false;
  if (deed.op === 'holderOf') return history.meaningOf(deed.name)?.what === 'forgetting';
  return deed.op === 'lookup';
};

function noteApplied(watch: Watch, actor: Actor, deed: Deed, result: unknown): void {
  const { history, simulation } = watch;
  if (deed.op === 'lookup') history.lookedAt.set(actor, history.tick());
  if (tellsOfForgetting(watch, deed)) history.heardAt.set(actor, history.tick());
  if (deed.op === 'appendEvents')
    for (const event of deed.events) recordEvent(history, event, simulation.world.time.now());
  if (deed.op === 'appendMemo') {
    const memo = `${deed.generation}/${deed.memo.step}`;
    if (!history.memoAt.has(memo)) history.memoAt.set(memo, history.tick());
  }
  if (deed.op !== 'putIfAbsent') return;
  const won = recordName(simulation, history, deed.name, result as Parameters<typeof recordName>[3]);
  if (won === undefined) return;
  if ('epoch' in won) {
    const before = history.claims.get(`${won.generation}/${won.epoch - 1}`);
    if (before !== undefined && history.overBy(before) !== 'owner') watch.takeovers += 1;
    for (const rules of allRules) rules.claimed?.(watch, won);
  } else {
    const generation = history.meaningOf(deed.name)?.generation ?? 0;
    for (const rules of allRules) rules.settled?.(watch, generation, actor);
  }
}

function noteIssued({ history }: Watch, actor: Actor, deed: Deed): void {
  if (!history.begunAt.has(actor)) history.begunAt.set(actor, history.tick());
  const settles = deed.op === 'putIfAbsent' && history.meaningOf(deed.name)?.what === 'settling';
  if (!settles && !endsClaim(deed)) return;
  for (const execution of history.executions) if (execution.actor === actor) execution.ended = true;
}

/** Begins to watch; every rule is looked at after every step. */
export function openMonitor(simulation: Simulation): Monitor {
  const violations: Violation[] = [];
  const hurt = new Set<Actor>();
  let faults = 0;
  const paid = new Map<string, number>();
  const history = openHistory(simulation, MEANINGS);
  const report = (invariant: string, what: string): void => {
    violations.push({ invariant, what, at: simulation.world.trace.length });
  };
  const watch: Watch = {
    ...{ simulation, history, report, hurt: false, takeovers: 0, refusals: [], seen: new Map() },
    ...{ unableToEnd: new Set(), metFinal: new Set(), metTrouble: new Set(), unheard: new Set() },
  };
  simulation.world.watch({
    issued(actor, deed) {
      history.next();
      for (const rules of allRules) rules.issued?.(watch, actor, deed);
      noteIssued(watch, actor, deed);
      if (deed.op === 'vendor') {
        const step = `${deed.generation}/${deed.step}`;
        paid.set(step, (paid.get(step) ?? 0) + 1);
      }
    },
    applied(actor, deed, result) {
      history.next();
      for (const rules of allRules) rules.applied?.(watch, actor, deed);
      noteApplied(watch, actor, deed, result);
    },
    faulted(actor, deed, fault) {
      faults += 1;
      hurt.add(actor);
      noteFault(watch, actor, deed, fault);
    },
    died(actor) {
      hurt.add(actor);
      watch.hurt = true;
      for (const execution of history.executions) if (execution.actor === actor) execution.ended = true;
    },
  });
  simulation.observe({
    began(actor, generation) {
      history.next();
      for (const rules of allRules) rules.began?.(watch, actor, generation);
      const claim = history.claimOf(actor, generation);
      history.executions.push({ actor, generation, claim, ended: false });
    },
    logged(text) {
      if (/CANARY|secretword/.test(text)) report('I20', `a log line holds what must not be seen: ${text}`);
    },
    answered(actor, answer) {
      history.next();
      for (const execution of history.executions) if (execution.actor === actor) execution.ended = true;
      for (const rules of allRules) rules.answered?.(watch, actor, answer);
    },
  });
  return {
    ...{ violations, history, report, paid, faults: () => faults, takeovers: () => watch.takeovers },
    wasHurt: (actor) => hurt.has(actor),
  };
}
