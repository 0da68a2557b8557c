import { type EntityKey, type JsonObject, fingerprintOf } from '@userport/contracts';
import type { Delivery, Env, Outcome } from '@userport/runner';
import { envOf } from './boundaries';
import type { Actor, FaultPlan } from './crossing';
import { lifeOf } from './memory-store';
import {
  type CallAnswer,
  type Office,
  operate,
  type OperationName,
  type QueuedTask,
  type Runner,
} from './operators';
import { type JobPlan, probeContract, type ProbePayload, probeTask, CANARY } from './probe-task';
import { openReceiver, type Receiver, type ReceiverRules } from './receiver';
import { openWorld, type World } from './world';

/** What is simulated. */
export interface Scenario {
  readonly name: string;
  readonly plan: JobPlan;
  readonly newPayload?: 'refuse' | 'new_generation';
  readonly receiver?: Partial<ReceiverRules>;
  /** The engine proves that a process is dead. */
  readonly provesDeath?: boolean;
  /** Nobody has written the request down: the function is called without the gateway. */
  readonly withoutGateway?: boolean;
}

/** Who watches a simulation; told what the world itself cannot see. */
export interface Observer {
  /** The task's own code begins in a delivery. */
  began(actor: Actor, generation: number): void;
  logged(text: string): void;
  /** A delivery was answered. */
  answered(actor: Actor, answer: DeliveryAnswer): void;
}

/** What the queue is told. */
export interface DeliveryAnswer {
  readonly outcome: Outcome;
  readonly status: number;
  readonly retryAfterMs: number;
  readonly body: JsonObject;
}

/** One delivery on its way. */
export interface OpenDelivery {
  readonly actor: Actor;
  readonly task: QueuedTask;
  readonly startedMs: number;
  answer?: DeliveryAnswer;
  /** What escaped the runner, which is a fault of its own. */
  escaped?: unknown;
}

/** One operator's call on its way. */
export interface OpenCall {
  readonly actor: Actor;
  readonly operation: OperationName;
  answer?: CallAnswer;
  failed?: unknown;
}

/** A job's whole world with the runner under proof in it. */
export interface Simulation {
  readonly scenario: Scenario;
  readonly runner: Runner;
  readonly world: World;
  readonly receiver: Receiver;
  readonly queue: Map<string, QueuedTask>;
  readonly key: EntityKey;
  readonly payload: ProbePayload;
  readonly actors: Actor[];
  readonly deliveries: OpenDelivery[];
  pageSize: number;
  observe(observer: Observer): void;
  deliver(task: QueuedTask, skewMs?: number): OpenDelivery;
  call(operation: OperationName, payload?: ProbePayload, skewMs?: number): OpenCall;
}

/** What is left of the queue's dispatch deadline when a delivery begins. */
const DEADLINE_MS = 60_000;
const KEY: EntityKey = { jobId: 'job_1', entityId: 'lead_7' };

const payloadOf = (plan: JobPlan): ProbePayload => ({
  job_id: KEY.jobId,
  lead_id: KEY.entityId,
  note: `${CANARY} of Ada Example`,
  plan,
});

const answerFor = (runner: Runner, outcome: Outcome, generation: number): DeliveryAnswer => {
  const { status, body, headers } = runner.answerOf(outcome, { ...KEY, generation }, 'trace');
  return { outcome, status, retryAfterMs: Number(headers?.['retry-after'] ?? 0) * 1000, body };
};

interface TaskParts {
  readonly contract: ReturnType<typeof probeContract>;
  readonly world: ReturnType<typeof openWorld>;
  readonly observers: readonly Observer[];
  pageSize(): number;
}

/** Makes the probe task as one delivery's actor runs it. */
function openTasks({ contract, world, observers, pageSize }: TaskParts) {
  const failures = new Map<string, number>();
  let vendorAnswers = 0;
  return (actor: Actor) =>
    probeTask(contract, {
      began: (_key, generation) => observers.forEach((observer) => observer.began(actor, generation)),
      slot: () => world.cross({ actor, side: 'slot', deed: { op: 'slot' } }, () => () => undefined),
      vendor: ({ generation }, step, signal) =>
        world.cross(
          { actor, side: 'vendor', deed: { op: 'vendor', key: KEY, generation, step } },
          () => ({ step, answer: (vendorAnswers += 1) }),
          signal,
        ),
      mayFail(key, generation, atMost) {
        const life = lifeOf(key, generation);
        const count = failures.get(life) ?? 0;
        if (count < atMost) failures.set(life, count + 1);
        return count < atMost;
      },
      get pageSize() {
        return pageSize();
      },
    });
}

/** Opens a world for one scenario. */
export function openSimulation(scenario: Scenario, runner: Runner, plan: FaultPlan): Simulation {
  const world = openWorld({ provesDeath: scenario.provesDeath ?? false, plan });
  const receiver = openReceiver({ repeat: 'accept', first: 'accept', ...scenario.receiver });
  const contract = probeContract(scenario.newPayload ?? 'refuse');
  const queue = new Map<string, QueuedTask>();
  const observers: Observer[] = [];
  const actors: Actor[] = [];
  const deliveries: OpenDelivery[] = [];
  let words = 0;
  const draw = () => `secretword${(words += 1)}`;
  const logged = (text: string) => observers.forEach((observer) => observer.logged(text));
  const office: Office = { world, runner, contract, queue, draw };
  const newActor = (name: string, skewMs: number): Actor => {
    const actor = world.newActor(`${name} ${actors.length + 1}`, KEY, skewMs);
    actors.push(actor);
    return actor;
  };
  const taskOf = openTasks({ contract, world, observers, pageSize: () => simulation.pageSize });
  const runDelivery = (delivery: OpenDelivery, env: Env): Promise<Outcome> => {
    const asked: Delivery = {
      body: delivery.task.body,
      deadlineMs: DEADLINE_MS,
      drain: delivery.actor.drain.signal,
    };
    return runner.runTask(taskOf(delivery.actor), asked, env);
  };
  const simulation: Simulation = {
    ...{ scenario, runner, world, receiver, queue, key: KEY, actors, deliveries, pageSize: 2 },
    payload: payloadOf(scenario.plan),
    observe: (observer) => void observers.push(observer),
    deliver(task, skewMs = 0) {
      const actor = newActor('delivery', skewMs);
      task.tries += 1;
      const delivery: OpenDelivery = { actor, task, startedMs: world.time.now() };
      deliveries.push(delivery);
      runDelivery(delivery, envOf({ world, receiver, logged, draw }, actor)).then(
        (outcome) => {
          delivery.answer = answerFor(runner, outcome, task.body.generation);
          actor.done = true;
          for (const observer of observers) observer.answered(actor, delivery.answer);
        },
        (error: unknown) => {
          delivery.escaped = error;
          actor.done = true;
        },
      );
      return delivery;
    },
    call(operation, payload = simulation.payload, skewMs = 0) {
      const actor = newActor(operation, skewMs);
      const call: OpenCall = { actor, operation };
      operate(office, actor, operation, payload)
        .then(
          (answer) => (call.answer = answer),
          (error: unknown) => (call.failed = error),
        )
        .finally(() => (actor.done = true));
      return call;
    },
  };
  return simulation;
}

/** The fingerprint of a payload of the probe task. */
export const fingerprintOfPayload = (payload: ProbePayload): string =>
  fingerprintOf('probe', payload, ['sent_at']);
