import { type AnswerShape, cachedModel, type LanguageModel, shapeOf } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { type MadeRubric, makeRubric, type RubricProposal } from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import type { Product } from './product';
import { promptOf, RUBRIC_INSTRUCTIONS } from './prompts';

/** A rubric serves as long as the product's words do, within the age of kept answers. */
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;
/** Some dozens of titles and a dozen signals. */
export const RUBRIC_TOKENS = 6_000;

const texts = z.array(z.string());

/** What a model answers about a product; what of it counts, code decides. */
export const rubricShape: AnswerShape<RubricProposal> = shapeOf(
  'lead_rubric',
  z.object({
    equivalents: z.array(z.object({ persona: z.enum(['buyer', 'influencer', 'end_user']), titles: texts })),
    seniorities: texts,
    functions: texts,
    newInRoleMonths: z.number().nullable(),
    signals: z.array(
      z.object({
        text: z.string(),
        weight: z.number(),
        fields: texts,
        terms: texts,
        group: z.string().nullable(),
      }),
    ),
    excludedTitles: texts,
  }),
);

/** The question that makes a product's rubric. */
export const rubricQuestion = (product: Product) => ({
  instructions: RUBRIC_INSTRUCTIONS,
  prompt: promptOf({ product }, 'Make the criteria of the product in the product block.'),
  temperature: 0,
  thinking: 'low' as const,
  maxOutputTokens: RUBRIC_TOKENS,
  operation: 'lead_rubric',
  shape: rubricShape,
});

/** The rubric of a product: one question per product, kept for all its jobs. */
export async function productRubric(
  product: Product,
  model: LanguageModel,
  cache: Cache,
  context: Pick<TaskContext, 'step'>,
): Promise<MadeRubric> {
  const question = rubricQuestion(product);
  const asked = { product, model: model.model };
  const { value } = await context.step('rubric', asked, (call) =>
    cachedModel(model, { cache, scope: 'shared', maxAgeMs: KEPT_FOR_MS }).generateObject(question, call),
  );
  return makeRubric(product.personas, value);
}
