import type { CallbackBody, EntityKey, JsonObject, TaskContract } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import type { StepCall, Task, TaskContext, TaskResult } from '@userport/runner';
import { z } from 'zod';

/** Stands in payloads, bodies and vendors' answers, and must never be seen in a log line or an answer to the queue. */
export const CANARY = 'CANARY-BODY';

/** What a job under proof does. */
const jobPlan = z.object({
  /** Paid steps, by name. */
  steps: z.array(z.string()),
  /** All steps at once instead of one after another. */
  together: z.boolean().optional(),
  /** Each paid call waits for a slot once it is reserved. */
  slots: z.boolean().optional(),
  /** Items of the result, cut into bodies by the page size of the day. */
  items: z.number(),
  /** The last body must not be applied twice. */
  once: z.boolean().optional(),
  /** The bodies come as a stream. */
  stream: z.boolean().optional(),
  /** So many attempts fail in a way that another may mend. */
  failures: z.number().optional(),
  /** Fails for good. */
  final: z.boolean().optional(),
  /** Reports progress before every step. */
  progress: z.boolean().optional(),
});

const probePayload = z.object({
  job_id: z.string(),
  lead_id: z.string(),
  note: z.string(),
  /** Differs between repeats of one request. */
  sent_at: z.number().optional(),
  plan: jobPlan,
});

/** See {@link jobPlan}. */
export type JobPlan = z.infer<typeof jobPlan>;
/** Payload of the probe task. */
export type ProbePayload = z.infer<typeof probePayload>;

/** What the probe task asks of the simulated world. */
export interface ProbeWorld {
  /** Told when the task's own code begins. */
  began(key: EntityKey, generation: number): void;
  /** Waits for a slot; what it resolves to gives it back. */
  slot(): Promise<() => void>;
  /** Told when it has ended, well or badly, as the runner sees it. */
  vendor(context: TaskContext, step: string, signal: AbortSignal): Promise<JsonObject>;
  /** How many attempts of this life have failed on purpose so far; counts one more when asked to. */
  mayFail(key: EntityKey, generation: number, atMost: number): boolean;
  readonly pageSize: number;
}

const bodiesOf = (plan: JobPlan, answers: readonly JsonObject[], pageSize: number): CallbackBody[] => {
  const items = Array.from({ length: plan.items }, (_, item) => ({ item, answers: [...answers] }));
  const count = Math.max(1, Math.ceil(items.length / pageSize));
  return Array.from({ length: count }, (_, page) => ({
    body: {
      page: page + 1,
      of: count,
      note: CANARY,
      items: items.slice(page * pageSize, (page + 1) * pageSize),
    },
    ...(plan.once === true && page === count - 1 ? { once: true } : {}),
  }));
};

async function* streamOf(bodies: readonly CallbackBody[]): AsyncGenerator<CallbackBody> {
  for (const body of bodies) yield body;
}

/** The contract of the probe task; `newPayload` says whether another payload is a mistake or the next life. */
export const probeContract = (newPayload: 'refuse' | 'new_generation'): TaskContract<ProbePayload> => ({
  name: 'probe',
  app: 'probe',
  summary: 'Does what its payload says, so that the runner can be watched.',
  payload: probePayload,
  jobId: (payload) => payload.job_id,
  entities: (payload) => [{ entityId: payload.lead_id, kind: 'lead' }],
  leads: 'unit',
  maxRetries: () => 3,
  volatileFields: ['sent_at'],
  newPayload,
  repeatedCreate: 'redeliver',
  closingBodies: (_payload, { kind, details }) => [{ body: { ended: kind, ...details, note: CANARY } }],
});

/** A task whose every wait is a boundary of the simulated world. */
export function probeTask(contract: TaskContract<ProbePayload>, world: ProbeWorld): Task<ProbePayload> {
  const pay = (context: TaskContext, name: string) => async (call: StepCall) => {
    const planned = { vendor: 'invented', operation: name, estimateUsd: 0.01 };
    const reservation = await call.bill.reserve(planned);
    const answer = await world.vendor(context, name, call.signal);
    reservation.settle({ units: { calls: 1 }, costUsd: 0.01 });
    return answer;
  };
  return {
    contract,
    async run({ plan, note }, context): Promise<TaskResult> {
      world.began(context, context.generation);
      const doStep = (name: string): Promise<JsonObject> => {
        if (plan.progress === true) context.progress({ step: name, note });
        const options = plan.slots === true ? { takeSlot: () => world.slot() } : {};
        return context.step(name, { note, name }, pay(context, name), options);
      };
      const answers: JsonObject[] = [];
      if (plan.together === true) answers.push(...(await Promise.all(plan.steps.map(doStep))));
      else for (const name of plan.steps) answers.push(await doStep(name));
      if (plan.progress === true)
        context.recordRaw({ step: 'all', source: 'invented', raw: { note, answers } });
      if (plan.final === true) throw new TerminalError('Nothing can help here.', { code: 'probe_final' });
      if (world.mayFail(context, context.generation, plan.failures ?? 0))
        throw new RetryableError('Another attempt may help.', { code: 'probe_trouble' });
      const bodies = bodiesOf(plan, answers, world.pageSize);
      return {
        bodies: plan.stream === true ? streamOf(bodies) : bodies,
        total: bodies.length,
        summary: { bodies: bodies.length },
      };
    },
  };
}
