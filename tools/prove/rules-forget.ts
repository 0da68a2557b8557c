import type { Actor, Deed } from './crossing';
import type { Rules, Watch } from './monitor';

/** Nothing of a job is sent longer than this after it was forgotten, by the runner's own word. */
const LOOK_HOLDS_MS = 2_000;

/** True when an actor has heard that the job was forgotten. */
const knows = ({ history }: Watch, actor: Actor): boolean =>
  history.forgotten !== undefined && (history.heardAt.get(actor) ?? 0) > history.forgotten.tick;

/** Since when the job has been forgotten, in ms; below zero when it is not. */
const forgottenForMs = ({ history, simulation }: Watch): number =>
  history.forgotten === undefined ? -1 : simulation.world.time.now() - history.forgotten.atMs;

/** What nobody does who knows that the job was forgotten. */
function forbidden({ history }: Watch, deed: Deed): string | undefined {
  if (deed.op === 'send') return `body ${deed.page.position} was sent`;
  if (deed.op === 'vendor') return `${deed.step} was paid for`;
  if (deed.op === 'enqueue') return 'a delivery was enqueued';
  if (deed.op === 'appendBodies') return 'a result was stored';
  const begins = deed.op === 'putIfAbsent' && history.meaningOf(deed.name)?.what === 'generation';
  return begins ? 'a generation was begun' : undefined;
}

/** Nothing happens to a job any more once it was forgotten. */
export const forgetRules: Rules = {
  issued(watch, actor, deed) {
    const what = knows(watch, actor) ? forbidden(watch, deed) : undefined;
    if (what !== undefined) watch.report('I21', `${what} by somebody who knew that the job was forgotten`);
    else if (deed.op === 'send' && forgottenForMs(watch) > LOOK_HOLDS_MS) {
      const late = `${forgottenForMs(watch)} ms after the job was forgotten`;
      watch.report('I21', `body ${deed.page.position} was sent ${late}`);
    }
  },
  applied({ history, report }, _actor, deed) {
    if (deed.op === 'remove' && history.forgotten === undefined)
      report('I1', 'what a job left behind was removed before its tombstone could be read');
  },
  began(watch, actor) {
    if (knows(watch, actor)) watch.report('I21', 'an execution of a forgotten job began');
  },
  answered(watch, actor, { outcome, status }) {
    if (knows(watch, actor) && status < 300 && outcome.name !== 'forgotten')
      watch.report('I21', `a delivery of a forgotten job was answered ${outcome.name}`);
  },
};
