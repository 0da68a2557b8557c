import type { ResultKind, TaskEvent } from '@userport/contracts';
import { placeOf } from './memory-store';
import type { Monitor } from './monitor';
import type { CallAnswer, OperationName } from './operators';
import type { Simulation } from './simulation';

/** What is known of one life without any of the runner's own code: its result, and which bodies were taken. */
interface ModelLife {
  fingerprint: string | undefined;
  result: { readonly kind: ResultKind; readonly total: number } | undefined;
  readonly taken: Set<number>;
  quarantined: boolean;
  forgotten: boolean;
}

/** The whole job as a map: what every answer must agree with. */
export interface Model {
  readonly lives: ReadonlyMap<number, ModelLife>;
  /** What an operator's call must be answered, where the map alone can tell. */
  answerTo(operation: OperationName, fingerprint: string): CallAnswer | undefined;
}

const note = (lives: Map<number, ModelLife>, { kind, generation, detail, ...event }: TaskEvent): void => {
  const life = lives.get(generation) ?? {
    ...{ fingerprint: undefined, result: undefined, taken: new Set<number>() },
    ...{ quarantined: false, forgotten: false },
  };
  lives.set(generation, life);
  if (kind === 'requested') life.fingerprint ??= event.fingerprint;
  if (kind === 'settled')
    life.result ??= { kind: detail['kind'] as ResultKind, total: Number(detail['total']) };
  if (kind === 'quarantined') life.quarantined = true;
  if (kind === 'forgotten') life.forgotten = true;
  if (kind === 'page_accepted') life.taken.add(event.position ?? 0);
};

/** Follows a simulation by the rows that take effect in it. */
export function openModel({ world, scenario }: Simulation): Model {
  const lives = new Map<number, ModelLife>();
  world.watch({
    ...{ issued: () => undefined, faulted: () => undefined, died: () => undefined },
    applied(_actor, deed) {
      if (deed.op === 'appendEvents') for (const event of deed.events) note(lives, event);
    },
  });
  return {
    lives,
    answerTo(operation, fingerprint) {
      if ([...lives.values()].some(({ forgotten }) => forgotten))
        return operation === 'forget' ? 'done' : 'refused';
      const asked = [...lives].filter(([, life]) => life.fingerprint !== undefined);
      const newest = asked.sort(([a], [b]) => a - b).at(-1)?.[1];
      if (operation === 'forget') return newest === undefined ? undefined : 'done';
      if (newest === undefined) return operation === 'create' ? undefined : 'refused';
      const isSame = newest.fingerprint === fingerprint;
      const { result, taken, quarantined } = newest;
      if (operation === 'create') return isSame || scenario.newPayload !== undefined ? 'done' : 'refused';
      if (operation === 'redeliver') return result === undefined ? 'refused' : 'done';
      if (operation === 'cancel') return result === undefined ? undefined : 'refused';
      if (operation !== 'retry') return undefined;
      if (result === undefined) return quarantined ? 'done' : undefined;
      if (taken.size !== result.total) return undefined;
      return result.kind === 'success' ? 'refused' : undefined;
    },
  };
}

/** At the end the fold of all rows, in their order or backwards, must tell the same as the model. */
export function checkModel(simulation: Simulation, model: Model, { report }: Monitor): void {
  const { world, runner, key } = simulation;
  const rows = world.tables.events.get(placeOf(key)) ?? [];
  for (const events of [rows, rows.toReversed()]) {
    const job = runner.foldJob(events);
    for (const [generation, { fingerprint, result, taken }] of model.lives) {
      if (fingerprint === undefined) continue;
      const state = job.generations.find((one) => one.generation === generation);
      const rounds = [...(state?.rounds.values() ?? [])];
      const seen = new Set(rounds.flatMap(({ accepted }) => [...accepted]));
      if (state?.settled?.kind !== result?.kind || state?.settled?.total !== result?.total)
        report('model', `generation ${generation}: the status tells another result than the rows`);
      if (seen.size !== taken.size)
        report('model', `generation ${generation}: the status tells other bodies`);
    }
  }
}
