import {
  findModel,
  MODELS,
  type ModelRole,
  RETIRED_MODELS,
  ROLE_MODELS,
  type Section,
} from '@userport/config';

/** Something about a model name that somebody should see to. */
export interface ModelNotice {
  readonly model: string;
  /** Who names it: a role, a variable, or callers of old. */
  readonly namedBy: string;
  /** Day (UTC) on which it shuts down, as far as known. */
  readonly shutsDownOn: string | null;
  /** What happens, or what to do. */
  readonly what: string;
}

/** What vendors told when they were probed. */
export interface ToldModels {
  /** Names that are served, of every house that was asked. */
  readonly served?: readonly string[];
  readonly shutdowns?: Readonly<Record<string, string>>;
}

/** As long ahead as a person plans; the models of the roles are warned of in the log from 60 days on. */
const AHEAD_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

const VARIABLES = {
  reason: 'MODEL_REASON',
  extract: 'MODEL_EXTRACT',
  search: 'MODEL_SEARCH',
  evaluate: 'MODEL_EVALUATE',
} as const satisfies Record<ModelRole, keyof Section<'ai'>>;

/** Names that this deployment uses, and by which role or variable. */
const namesInUse = (config: Section<'ai'>): { readonly model: string; readonly namedBy: string }[] =>
  (Object.keys(VARIABLES) as ModelRole[]).flatMap((role) => {
    const configured = config[VARIABLES[role]];
    return configured === undefined
      ? ROLE_MODELS[role].map((model) => ({ model, namedBy: `role ${role}` }))
      : [{ model: configured, namedBy: VARIABLES[role] }];
  });

/** The names that are about to be shut down or cannot be used, with what comes instead. Pure. */
export function modelNotices(config: Section<'ai'>, at: Date, told: ToldModels = {}): ModelNotice[] {
  const day = at.toISOString().slice(0, 10);
  const horizon = new Date(at.getTime() + AHEAD_DAYS * DAY_MS).toISOString().slice(0, 10);
  const inUse = namesInUse(config);
  const servedDates = MODELS.map(({ name, shutsDownOn }) => ({
    model: name,
    shutsDownOn: told.shutdowns?.[name] ?? shutsDownOn ?? null,
  }));
  const ending = servedDates.filter(({ shutsDownOn }) => shutsDownOn !== null && shutsDownOn <= horizon);
  const retiring = RETIRED_MODELS.filter(
    ({ shutsDownOn }) => shutsDownOn !== null && shutsDownOn > day && shutsDownOn <= horizon,
  );
  const missing = inUse.filter(
    ({ model }) => findModel(model) === undefined && !RETIRED_MODELS.some(({ name }) => name === model),
  );
  const unserved = inUse.filter(
    ({ model }) =>
      told.served !== undefined && findModel(model) !== undefined && !told.served.includes(model),
  );
  const namedBy = (model: string): string =>
    inUse.find((use) => use.model === model)?.namedBy ?? 'payloads alone';
  const dated = [
    ...ending.map((one) => ({ ...one, what: 'choose its successor in libs/config' })),
    ...retiring.map(({ name, shutsDownOn, successor }) => ({
      model: name,
      shutsDownOn,
      what: `${successor} answers instead`,
    })),
  ];
  return [
    ...missing.map((one) => ({ ...one, shutsDownOn: null, what: 'no known model: add it to libs/config' })),
    ...unserved.map((one) => ({ ...one, shutsDownOn: null, what: 'its vendor does not list it' })),
    ...dated
      .map((one) => ({ ...one, namedBy: namedBy(one.model) }))
      .sort((a, b) => (a.shutsDownOn ?? '').localeCompare(b.shutsDownOn ?? '')),
  ];
}
