import {
  findModel,
  findRetirement,
  type ModelFacts,
  type ModelRole,
  MODELS,
  type ModelVendor,
  ROLE_MODELS,
  type Section,
} from '@userport/config';
import type { JsonObject } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { billedModel } from './billed-model';
import { createGemini } from './gemini';
import type { House } from './house';
import type { LanguageModel } from './language-model';
import { createOpenAi } from './openai';

/** Where models say what an operator should know. */
export interface ModelLog {
  info(message: string, fields?: JsonObject): void;
  warn(message: string, fields?: JsonObject): void;
}

/** The models of a deployment. */
export interface Models {
  /**
   * The model of a role: what configuration names for it, else the table in libs/config. When only the other house
   * has a key, that house's model of the table stands in.
   */
  forRole(role: ModelRole): LanguageModel;
  /**
   * The model of a name that a payload gives; a retired name gets its successor.
   * @throws TerminalError `model_unknown` listing the known names
   */
  named(name: string): LanguageModel;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Two months are enough to change a name at leisure. */
const WARN_DAYS = 60;
/** A name in a message; what is longer is none. */
const LONGEST_NAME = 80;

const ROLE_VARIABLES = {
  reason: 'MODEL_REASON',
  extract: 'MODEL_EXTRACT',
  search: 'MODEL_SEARCH',
  evaluate: 'MODEL_EVALUATE',
} as const satisfies Record<ModelRole, keyof Section<'ai'>>;

/**
 * Opens the models. Nothing is loaded, connected or checked until a model is asked: a missing key fails the call that
 * needs it, with TerminalError `configuration` naming the variable.
 * @param log told once of each retired name, each name that shuts down within 60 days, each stand-in for a role
 * @param now ms since 1970; prices and shutdowns have dates
 */
export function openModels(config: Section<'ai'>, log: ModelLog, now: () => number = Date.now): Models {
  const keys: Record<ModelVendor, string | undefined> = {
    gemini: config.GEMINI_API_KEY,
    openai: config.OPENAI_API_KEY,
  };
  const houses: Record<ModelVendor, (model: ModelFacts) => House> = {
    gemini: createGemini({
      apiKey: keys.gemini,
      baseUrl: config.GEMINI_BASE_URL,
      apiVersion: config.GEMINI_API_VERSION,
      now,
    }),
    openai: createOpenAi({ apiKey: keys.openai, baseUrl: config.OPENAI_BASE_URL, now }),
  };
  const said = new Set<string>();
  const once = (tell: ModelLog['warn'], message: string, fields: JsonObject) => {
    if (said.has(message)) return;
    said.add(message);
    tell(message, fields);
  };

  const current = (name: string): ModelFacts => {
    const retirement = findRetirement(name);
    const model = findModel(retirement?.successor ?? name);
    if (model === undefined) {
      const known = MODELS.map((each) => each.name).join(', ');
      throw new TerminalError(
        `${name.slice(0, LONGEST_NAME)} is no known model. Known: ${known}. Add others to MODELS in libs/config.`,
        { code: 'model_unknown' },
      );
    }
    if (retirement !== undefined) {
      const { successor, shutsDownOn } = retirement;
      const date = shutsDownOn === null ? 'shut down' : `shuts down on ${shutsDownOn}`;
      const message = `Model ${name} is retired (${date}): ${successor} answers instead. Change the name where it is given.`;
      once(log.warn, message, { model: name, successor, shuts_down_on: shutsDownOn });
    }
    warnOfShutdown(model);
    return model;
  };

  const warnOfShutdown = ({ name, shutsDownOn }: ModelFacts) => {
    if (shutsDownOn === undefined) return;
    const days = Math.ceil((Date.parse(shutsDownOn) - now()) / DAY_MS);
    if (days > WARN_DAYS) return;
    once(log.warn, `Model ${name} shuts down on ${shutsDownOn}. Choose its successor in libs/config.`, {
      model: name,
      shuts_down_on: shutsDownOn,
    });
  };

  const open = (model: ModelFacts): LanguageModel => billedModel(houses[model.vendor](model));

  return {
    named: (name) => open(current(name)),
    forRole(role) {
      const configured = config[ROLE_VARIABLES[role]];
      if (configured !== undefined) return open(current(configured));
      const [preferred, standIn] = ROLE_MODELS[role].map(current) as [ModelFacts, ModelFacts];
      if (keys[preferred.vendor] !== undefined || keys[standIn.vendor] === undefined) return open(preferred);
      const message = `Role ${role}: ${standIn.name} stands in for ${preferred.name}, since ${preferred.vendor} has no key.`;
      once(log.info, message, { role, model: standIn.name });
      return open(standIn);
    },
  };
}
