import { type AnswerShape, cachedModel, type LanguageModel, shapeOf } from '@userport/ai';
import type { Cache } from '@userport/cache';
import type { Rubric } from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import { type Evaluated, verifiedSignals } from './evaluation';
import { inLanes } from './in-lanes';
import type { Lead } from './lead';
import type { Product } from './product';
import { APPROACH_INSTRUCTIONS, promptOf } from './prompts';
import { codeOf, isGivenUp } from './purchases';

/** A lead that is worth words of its own. */
export interface ToApproach {
  readonly lead: Lead;
  readonly evaluated: Evaluated;
}

/** What words about leads are made with. */
export interface ApproachParts {
  readonly product: Product;
  readonly rubric: Rubric;
  readonly model: LanguageModel;
  readonly cache: Cache;
  readonly context: Pick<TaskContext, 'step' | 'attempt' | 'log' | 'signal'>;
}

/** What a model writes about a lead; a sentence of it that may not stand is null. */
export interface LeadWords {
  /** Why the verified signals together make a good lead. */
  readonly reason: string | null;
  readonly approach: string | null;
}

/** Leads in one question: fewer are not worth its instructions, more are waited for too long. */
export const LEAST_LEADS = 8;
const MOST_LEADS = 20;
/** Questions on their way at once; leads are spread over them. */
const CONCURRENCY = 30;
const TOKENS_PER_LEAD = 220;
const TOKENS_BESIDES = 500;
/** Room for the answer to the largest question. */
export const APPROACH_TOKENS_AT_MOST = TOKENS_BESIDES + TOKENS_PER_LEAD * MOST_LEADS;
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;
const LONGEST_SENTENCES = 400;
/** Words to a sales person hold no addresses: nothing that was read may lead anywhere. */
const ADDRESS = /https?:|www\.|@|\b[\w-]+\.(?:com|net|org|io|example)\b/iu;

const shape: AnswerShape<{ leads: { id: string; reason: string; approach: string }[] }> = shapeOf(
  'lead_approaches',
  z.object({ leads: z.array(z.object({ id: z.string(), reason: z.string(), approach: z.string() })) }),
);

const materialOf = (rubric: Rubric, { lead, evaluated }: ToApproach) => ({
  title: lead.current?.title ?? null,
  persona: evaluated.score.persona,
  verified: verifiedSignals(rubric, evaluated),
});

const questionOf = ({ product, rubric }: ApproachParts, some: readonly ToApproach[]) => ({
  instructions: APPROACH_INSTRUCTIONS,
  prompt: promptOf(
    {
      product: { name: product.name, description: product.description },
      leads: some.map((one, index) => ({ id: `l${index + 1}`, ...materialOf(rubric, one) })),
    },
    'Say of each lead of the leads block why it is one, and how to approach it.',
  ),
  temperature: 0,
  thinking: 'none' as const,
  maxOutputTokens: TOKENS_BESIDES + TOKENS_PER_LEAD * some.length,
  operation: 'lead_approaches',
  shape,
});

const numbersIn = (text: string): string[] => text.match(/\d+/gu) ?? [];

/** Sentences that may stand: of bounded length, without addresses, and without a number that the material does not hold. */
function usable(sentences: string, material: string): string | null {
  const text = sentences.replace(/\s+/gu, ' ').trim();
  const known = new Set(numbersIn(material));
  const isFit = text !== '' && text.length <= LONGEST_SENTENCES && !ADDRESS.test(text);
  return isFit && numbersIn(text).every((number) => known.has(number)) ? text : null;
}

async function askSome(
  parts: ApproachParts,
  some: readonly ToApproach[],
): Promise<(readonly [string, LeadWords])[]> {
  const { model, cache, context, rubric, product } = parts;
  const question = questionOf(parts, some);
  const asked = { prompt: question.prompt, model: model.model };
  try {
    const { value } = await context.step(
      'approach',
      asked,
      (call) =>
        cachedModel(model, { cache, scope: 'shared', maxAgeMs: KEPT_FOR_MS }).generateObject(question, call),
      { keptElsewhere: () => true },
    );
    return some.flatMap((one, index) => {
      const said = value.leads.find(({ id }) => id === `l${index + 1}`);
      if (said === undefined) return [];
      const material = JSON.stringify([product.name, product.description, materialOf(rubric, one)]);
      const [reason, approach] = [usable(said.reason, material), usable(said.approach, material)];
      return [[one.lead.id, { reason, approach }] as const];
    });
  } catch (error) {
    context.signal.throwIfAborted();
    const code = codeOf(error);
    // Words are no part of a score: an answer of another form is not worth another attempt at the whole job.
    if (code !== 'answer_malformed' && !isGivenUp(error, context.attempt)) throw error;
    context.log.warn('No words about how to approach some leads; plain ones stand in.', { code });
    return [];
  }
}

/**
 * Why leads are ones and how to approach them, by lead id, from verified signals alone; for whoever is missing code
 * has plain words.
 */
export async function approachesOf(
  parts: ApproachParts,
  leads: readonly ToApproach[],
): Promise<ReadonlyMap<string, LeadWords>> {
  const share = Math.ceil(leads.length / CONCURRENCY);
  const size = Math.min(MOST_LEADS, Math.max(LEAST_LEADS, share));
  const slices = Array.from({ length: Math.ceil(leads.length / size) }, (_, index) =>
    leads.slice(index * size, (index + 1) * size),
  );
  const told = await inLanes(slices, CONCURRENCY, (some) => askSome(parts, some));
  return new Map(told.flat());
}
