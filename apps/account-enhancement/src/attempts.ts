import { describeError, RetryableError, TerminalError } from '@userport/errors';
import type { StepCall, TaskContext } from '@userport/runner';

/** The steps of an account, by the name under which they are told. */
export type StepName =
  | 'site'
  | 'linkedin_search'
  | 'technologies'
  | 'page_technologies'
  | 'pages'
  | 'records'
  | 'site_claims'
  | 'profile'
  | 'analysis'
  | 'market_search'
  | 'market_claims';

/** A step that gave nothing, and why. */
export interface Gap {
  readonly step: StepName;
  readonly code: string;
  readonly message: string;
}

/** The steps of one delivery: each keeps its answer, and one that fails leaves a gap and not a failed account. */
export interface Attempts {
  /** By the names of their steps. */
  readonly gaps: readonly Gap[];
  /** Steps that were answered: also by saying that there is nothing. */
  readonly answered: ReadonlySet<StepName>;
  /**
   * Runs a paid step of this name and input, or reads its kept answer; null when it failed, with the reason among the
   * gaps.
   * @throws whatever was thrown once the delivery is to end
   */
  attempt<T>(step: StepName, input: unknown, call: (call: StepCall) => Promise<T>): Promise<T | null>;
  /** Notes that a step gave nothing that can be used, though nobody failed. */
  miss(step: StepName, code: string, message: string): void;
  /** Called once for each step when it is over or is known not to be needed. */
  ended(step: StepName): void;
  /**
   * Ends the asking.
   * @throws RetryableError when a step may succeed later and there is another attempt: what was bought is kept
   * @throws RetryableError or TerminalError `nobody_answered`, with all reasons
   */
  settle(): void;
}

/** What the one who was asked says of the web, and not of the asking: the answer is that there is nothing. */
const SAYS_NOTHING_THERE = new Set([
  ...['nothing_found', 'page_missing', 'page_empty', 'page_refused', 'page_forbidden', 'page_unreadable'],
  ...['page_too_long', 'not_found', 'lookup_refused', 'address_refused'],
]);
/** Of a page whose name leads nowhere the reader says that it does not accept the address. */
const NOTHING_THERE_OF_A_PAGE = 'vendor_refused';

const saysNothingThere = (step: StepName, error: unknown): boolean =>
  error instanceof TerminalError &&
  (SAYS_NOTHING_THERE.has(error.code) ||
    (error.code === NOTHING_THERE_OF_A_PAGE && (step === 'site' || step === 'pages')));

const isPassing = (error: unknown): boolean => !(error instanceof TerminalError);

/** Spent budgets end the buying and not the job; a fault of ours ends it at once. */
const describe = (step: StepName, error: unknown): Gap => {
  const told = describeError(error).message;
  const isDead = step === 'site' && saysNothingThere(step, error);
  const message = isDead ? `Nothing can be read at the address. ${told}` : told;
  const code = error instanceof TerminalError || error instanceof RetryableError ? error.code : 'unexpected';
  return { step, code, message };
};

/** Steps end in any order; what is told of them does not. */
const keyOf = ({ step, message }: Gap): string => `${step} ${message}`;

/** Opens the steps of a delivery. `onEnded` hears of every step that is over. */
export function openAttempts(
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal'>,
  onEnded: (step: StepName) => void,
): Attempts {
  const gaps: Gap[] = [];
  const passing: unknown[] = [];
  const answered = new Set<StepName>();
  const inOrder = (): Gap[] => [...gaps].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    get gaps() {
      return inOrder();
    },
    answered,
    async attempt(step, input, call) {
      try {
        const answer = await context.step(step, input, call);
        answered.add(step);
        return answer;
      } catch (error) {
        context.signal.throwIfAborted();
        gaps.push(describe(step, error));
        if (isPassing(error)) passing.push(error);
        if (saysNothingThere(step, error)) answered.add(step);
        return null;
      }
    },
    miss: (step, code, message) => void gaps.push({ step, code, message }),
    ended: onEnded,
    settle() {
      const told = inOrder()
        .map(({ step, message }) => `${step}: ${message}`)
        .join(' ');
      if (passing.length > 0 && !context.attempt.last) {
        const [first] = passing;
        const retryAfterMs = Math.max(
          0,
          ...passing.map((error) => (error instanceof RetryableError ? (error.retryAfterMs ?? 0) : 0)),
        );
        throw new RetryableError(`Steps of the account failed and are tried again. ${told}`, {
          code: 'steps_failed',
          cause: first,
          retryAfterMs: retryAfterMs > 0 ? retryAfterMs : undefined,
        });
      }
      if (answered.size > 0) return;
      const message = `Nobody who was asked about the account answered. ${told}`;
      const about = { code: 'nobody_answered', cause: passing[0] };
      // Who retries the job later may have more luck, unless everybody refused for good.
      throw passing.length > 0 ? new RetryableError(message, about) : new TerminalError(message, about);
    },
  };
}
