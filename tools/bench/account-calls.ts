import type { Env, JobBill } from '@userport/runner';

/** One call of the bill, as a bench sees it. */
export interface NotedCall {
  readonly entityId: string;
  readonly operation: string;
  /** Of a model house alone. */
  readonly model: string | undefined;
  readonly outputTokens: number;
}

/** Notes every settled call of every bill that was paid for, so that calls can be counted by name. */
export function openCallNotes() {
  const calls: NotedCall[] = [];
  const noted = (bill: JobBill, entityId: string): JobBill => ({
    ...bill,
    async reserve(planned) {
      const reservation = await bill.reserve(planned);
      const { operation, model } = planned;
      return {
        ...reservation,
        settle(settled) {
          const outputTokens = Number(settled.units['output_tokens'] ?? 0);
          if (planned.cached !== true) calls.push({ entityId, operation, model, outputTokens });
          reservation.settle(settled);
        },
      };
    },
  });
  const watch = (env: Env): Env => ({ ...env, openBill: (of) => noted(env.openBill(of), of.entityId) });
  return { calls: calls as readonly NotedCall[], watch };
}

/** How often each operation was called, by name. */
export const countByName = (calls: readonly NotedCall[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(calls, ({ operation }) => operation)].map(([name, all]) => [name, all.length]));
