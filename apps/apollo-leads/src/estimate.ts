import { openModels, questionCost } from '@userport/ai';
import { type ModelRole, vendorPriceAt } from '@userport/config';
import type { EstimatedCalls, Interval } from '@userport/contracts';
import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import type { TaskEstimate } from '@userport/host';
import { APPROACH_TOKENS_AT_MOST, LEAST_LEADS } from './approaches';
import { judgeShape, judgeTokens, LONGEST_ITEM } from './ask-model';
import { LEAST_UNITS } from './judge-leads';
import { productOf } from './product';
import { rubricQuestion, rubricShape } from './product-rubric';
import { APPROACH_INSTRUCTIONS, JUDGE_INSTRUCTIONS } from './prompts';
import { MOST_EMPLOYEES, MOST_ENRICHED, MOST_REVEALED } from './task';

/** A title or a headline, as the vendor bounds them. */
const LONGEST_LINE = 1_000;
/** Letters of names and addresses around the texts of a question: ids, fields, criteria. */
const LETTERS_BESIDES = 16_000;
const APPROACH_LETTERS = 40_000;
/** Most UTF-8 bytes of a letter in the scripts that profiles are written in. */
const BYTES_PER_LETTER = 3;

const upTo = (most: number): Interval => ({ least: 0, most });

/** A question to a model: so many times, of so many bytes. */
interface ModelCalls {
  readonly operation: string;
  readonly role: ModelRole;
  readonly calls: Interval;
  readonly bytes: Interval;
  readonly maxOutputTokens: number;
}

const modelCalls = (payload: ApolloLeadsPayload, people: number, revealed: number): ModelCalls[] => {
  const rubric = rubricQuestion(productOf(payload));
  const asked = Buffer.byteLength(
    rubric.instructions + rubric.prompt + JSON.stringify(rubricShape.jsonSchema),
  );
  const judged = Buffer.byteLength(JUDGE_INSTRUCTIONS + JSON.stringify(judgeShape.jsonSchema));
  const advised = Buffer.byteLength(APPROACH_INSTRUCTIONS);
  // Titles and headlines go ten to a question or more, profiles one by one if they are long; each once more if need be.
  const short = 2 * 2 * Math.ceil(people / LEAST_UNITS);
  return [
    {
      operation: 'lead_rubric',
      role: 'reason',
      calls: upTo(1),
      bytes: { least: asked, most: asked },
      maxOutputTokens: rubric.maxOutputTokens,
    },
    {
      operation: 'lead_judgements',
      role: 'extract',
      calls: upTo(short),
      bytes: {
        least: judged,
        most: judged + (LETTERS_BESIDES + LEAST_UNITS * LONGEST_LINE) * BYTES_PER_LETTER,
      },
      maxOutputTokens: judgeTokens(LEAST_UNITS),
    },
    {
      operation: 'lead_judgements',
      role: 'extract',
      calls: upTo(2 * revealed),
      bytes: { least: judged, most: judged + (LETTERS_BESIDES + LONGEST_ITEM) * BYTES_PER_LETTER },
      maxOutputTokens: judgeTokens(1),
    },
    {
      operation: 'lead_approaches',
      role: 'evaluate',
      calls: upTo(Math.ceil(revealed / LEAST_LEADS)),
      bytes: { least: advised, most: advised + APPROACH_LETTERS },
      maxOutputTokens: APPROACH_TOKENS_AT_MOST,
    },
  ];
};

/** Calls of a vendor that charges so many credits for all of them together. */
const vendorCalls = (
  vendor: string,
  operation: string,
  calls: Interval,
  credits: number,
  at: Date,
): EstimatedCalls => {
  const price = vendorPriceAt(vendor, 'credit', at)?.usd;
  const usd = credits === 0 ? upTo(0) : price === undefined ? null : upTo(credits * price);
  return { vendor, operation, calls, usd, keptServe: true };
};

/** What a job may call: everything may have been kept by an earlier one, so the least is nothing. */
export const estimate: TaskEstimate<ApolloLeadsPayload, 'ai' | 'providers' | 'runtime'> = (
  payload,
  { config, log, at },
) => {
  const people = payload.max_employees ?? MOST_EMPLOYEES;
  const revealed = Math.min(people, payload.max_revealed ?? MOST_REVEALED);
  const enriched = Math.min(revealed, payload.max_enriched ?? MOST_ENRICHED);
  const models = openModels(config.ai, log, () => at.getTime());
  return [
    vendorCalls('apollo', 'organization', upTo(1), 1, at),
    vendorCalls('apollo', 'people_search', upTo(Math.ceil(people / 100)), 0, at),
    vendorCalls('apollo', 'bulk_match', upTo(Math.ceil(revealed / 10)), revealed, at),
    vendorCalls(config.providers.PROFILE_PROVIDER, 'person', upTo(enriched), enriched, at),
    ...modelCalls(payload, people, revealed).map(({ operation, role, calls, ...size }): EstimatedCalls => {
      const model = models.forRole(role);
      const cost = questionCost(model.model, size, at);
      const usd = cost && { least: 0, most: cost.most * calls.most };
      return { vendor: model.vendor, operation, model: model.model, calls, usd, keptServe: true };
    }),
  ];
};
