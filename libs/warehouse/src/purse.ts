import type { PlannedCall } from '@userport/contracts';
import { TerminalError } from '@userport/errors';

/** Money set aside for one call. */
export interface SetAside {
  /** The call came to so many US dollars, or is taken for that where nobody knows. The first end counts. */
  end(usd: number): void;
}

/** A budget that calls share. */
export interface Purse {
  /**
   * Sets the estimate of a call aside. What calls under way have set aside may come back: as long as it could make
   * room, this waits for them.
   * @throws TerminalError `budget_exhausted` naming budget, spent and needed
   */
  setAside(call: PlannedCall): Promise<SetAside>;
}

/** What a purse is made of. */
export interface PurseOptions {
  /** Whose budget it is, in words: `this job`. */
  readonly whose: string;
  readonly budgetUsd: number;
  /** What to do once it is spent, as a sentence. */
  readonly remedy: string;
  /** US dollars of the same budget that went elsewhere: by earlier deliveries, by other instances. */
  elsewhereUsd(): Promise<number>;
}

/** A sum of fractions may lie this far beside the true one; no price is as small. */
const NOISE_USD = 1e-9;

/** Millionths: the cheapest calls cost some of them. */
const dollars = (usd: number): string => usd.toFixed(6);

const exhausted = (
  { whose, budgetUsd, remedy }: PurseOptions,
  spentUsd: number,
  { vendor, operation, estimateUsd }: PlannedCall,
): TerminalError =>
  new TerminalError(
    `The budget of ${whose} is ${dollars(budgetUsd)} US dollars; ${dollars(spentUsd)} are spent, and ${operation} at ` +
      `${vendor} needs about ${dollars(estimateUsd)}. ${remedy}`,
    { code: 'budget_exhausted' },
  );

/** Opens a purse; it counts what goes through it, and what `elsewhereUsd` tells. */
export function openPurse(options: PurseOptions): Purse {
  let spentUsd = 0;
  let asideUsd = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];

  const end = (estimateUsd: number, usd: number): void => {
    underWay -= 1;
    asideUsd = underWay === 0 ? 0 : asideUsd - estimateUsd;
    spentUsd += usd;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };

  return {
    async setAside(call) {
      const { estimateUsd } = call;
      for (;;) {
        const goneUsd = (await options.elsewhereUsd()) + spentUsd;
        const missingUsd = goneUsd + estimateUsd - options.budgetUsd;
        if (missingUsd + asideUsd <= NOISE_USD) break;
        if (missingUsd > NOISE_USD || underWay === 0) throw exhausted(options, goneUsd + asideUsd, call);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      // In the turn of the look above: of two that ask at once the second sees what the first has taken.
      asideUsd += estimateUsd;
      underWay += 1;
      let open = true;
      return {
        end(usd) {
          if (!open) return;
          open = false;
          end(estimateUsd, usd);
        },
      };
    },
  };
}
