import type { DeliveryBody } from '@userport/contracts';
import { jsonOf, type SandboxHandler } from '../sandbox/serve-loopback';

/** A task as the process under proof has enqueued it. */
export interface HeldTask {
  readonly name: string;
  readonly taskName: string;
  readonly body: DeliveryBody;
}

/** What one delivery came to: a status with its body, or nothing, because the process died or stood still. */
export type Answer =
  | { readonly status: number; readonly outcome: string; readonly tookMs: number }
  | { readonly status: undefined; readonly outcome: 'no answer'; readonly tookMs: number };

/** The queue as the parent plays it: named tasks, delivered with the headers of Cloud Tasks until a 2xx. */
export interface CloudTasks {
  /** Takes tasks over HTTP; the same name is taken once. */
  readonly handle: SandboxHandler;
  taskOf(jobId: string, generation?: number): HeldTask | undefined;
  tasksOf(jobId: string): readonly HeldTask[];
  /** Makes one delivery. */
  deliver(task: HeldTask, options?: { readonly deadlineMs?: number }): Promise<Answer>;
}

/** What the queue is told. */
export interface CloudTasksOptions {
  /** Address of the process under proof, at this moment. */
  readonly url: () => string;
  tokenFor(audience: string): string;
}

const DEADLINE_MS = 60_000;

/** Opens an empty queue. */
export function openCloudTasks({ url, tokenFor }: CloudTasksOptions): CloudTasks {
  const held = new Map<string, HeldTask>();
  const tries = new Map<string, number>();
  const tasksOf = (jobId: string) => [...held.values()].filter(({ body }) => body.job_id === jobId);
  return {
    handle: ({ body }) => {
      const task = jsonOf(body) as HeldTask;
      const existing = held.has(task.name);
      if (!existing) held.set(task.name, task);
      return Promise.resolve({ status: 200, body: { existing } });
    },
    tasksOf,
    taskOf: (jobId, generation = 1) => tasksOf(jobId).findLast(({ body }) => body.generation === generation),
    async deliver({ name, taskName, body }, { deadlineMs = DEADLINE_MS } = {}) {
      const beganMs = performance.now();
      const retries = tries.get(name) ?? 0;
      tries.set(name, retries + 1);
      const base = url();
      try {
        const response = await fetch(`${base}/api/v1/tasks/${taskName}`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${tokenFor(base)}`,
            'content-type': 'application/json',
            'x-cloudtasks-queuename': taskName.replaceAll('_', '-'),
            'x-cloudtasks-taskname': name,
            'x-cloudtasks-taskretrycount': `${retries}`,
          },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(deadlineMs),
        });
        const said = (await response.json()) as { outcome?: string; state?: string };
        const outcome = said.outcome ?? said.state ?? '';
        return { status: response.status, outcome, tookMs: performance.now() - beganMs };
      } catch {
        return { status: undefined, outcome: 'no answer', tookMs: performance.now() - beganMs };
      }
    },
  };
}
