import { type AnswerShape, type LanguageModel, shapeOf } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { canonicalJson } from '@userport/contracts';
import { type MadeRubric, makeRubric, type RubricProposal } from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import type { Product } from './product';
import { promptOf, RUBRIC_INSTRUCTIONS } from './prompts';
import { codeOf, isGivenUp } from './purchases';

/** A rubric serves as long as the product's words do, and nobody asks for it for so long. */
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;
/** Raised when kept rubrics of an older form must not serve. */
const SCHEMA_VERSION = 1;
/** Some dozens of titles and a dozen signals. */
export const RUBRIC_TOKENS = 6_000;

const texts = z.array(z.string());

const wanted: AnswerShape<RubricProposal> = shapeOf(
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

const NUMBERS = ['weight', 'newInRoleMonths'];

/** The same with numbers that were written as texts read as numbers; what is none stays what it is. */
const withNumbers = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null), (key, part: unknown) =>
    NUMBERS.includes(key) && typeof part === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(part)
      ? Number(part)
      : part,
  ) as unknown;

/** What a model answers about a product; what of it counts, code decides. */
export const rubricShape: AnswerShape<RubricProposal> = {
  ...wanted,
  parse: (value) => wanted.parse(withNumbers(value)),
};

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

/** What a rubric is kept under: whatever makes the answer. */
const identityOf = (question: ReturnType<typeof rubricQuestion>, model: LanguageModel) => ({
  vendor: model.vendor,
  method: 'lead_rubric',
  schemaVersion: SCHEMA_VERSION,
  scope: 'shared',
  request: { model: model.model, instructions: question.instructions, prompt: question.prompt },
});

/** A product's rubric, as it was found or made. */
export interface ProductRubric {
  readonly made: MadeRubric;
  /**
   * The one that counts for all: jobs that made one at the same moment go by the first that was kept. Asked for in the
   * turn of another look-up, it costs no request of its own.
   */
  confirmed(): Promise<MadeRubric>;
}

const NOTHING_PROPOSED: RubricProposal = {
  ...{ equivalents: [], seniorities: [], functions: [], newInRoleMonths: null },
  ...{ signals: [], excludedTitles: [] },
};

/** The product's own role titles alone, with why there is no more. */
function byCodeAlone({ personas }: Product, note: string): ProductRubric {
  const { rubric, notes } = makeRubric(personas, NOTHING_PROPOSED);
  const made = { rubric, notes: [...notes, note] };
  return { made, confirmed: async () => made };
}

/** A kept proposal; undefined for one of another form. */
function readKept(value: unknown): RubricProposal | undefined {
  try {
    return rubricShape.parse(value);
  } catch {
    return undefined;
  }
}

/** What of a product a rubric can be made of. */
const saysSomething = ({ description, idealCustomer, signals, personas }: Product): boolean =>
  personas.length > 0 || [description, idealCustomer, signals].some((text) => text !== '');

async function ask(
  question: ReturnType<typeof rubricQuestion>,
  model: LanguageModel,
  cache: Cache,
  context: Pick<TaskContext, 'step'>,
): Promise<RubricProposal> {
  const identity = identityOf(question, model);
  const { operation, shape } = question;
  return context.step(
    'rubric',
    identity.request,
    ({ bill, signal, idempotencyKey }) =>
      cache.cached(
        {
          ...{ identity, operation, bill, signal, model: model.model, maxAgeMs: KEPT_FOR_MS },
          parse: (kept) => shape.parse(kept),
        },
        async () => {
          const { value, usage } = await model.generateObject(question, { bill, signal, idempotencyKey });
          const tokens = { input: usage.inputTokens, output: usage.outputTokens };
          return { answer: value, kept: value, costUsd: usage.costUsd, tokens };
        },
      ),
    { keptElsewhere: () => true },
  );
}

/**
 * The rubric of a product: one question per product, kept for all its jobs and kept anew while it is used. Where no
 * model answers, the product's own role titles are the rubric, which says so.
 */
export async function productRubric(
  product: Product,
  model: LanguageModel,
  cache: Cache,
  context: Pick<TaskContext, 'step' | 'attempt' | 'signal' | 'now'>,
): Promise<ProductRubric> {
  if (!saysSomething(product)) return byCodeAlone(product, 'The product tells nothing to score by.');
  const question = rubricQuestion(product);
  try {
    const proposal = await ask(question, model, cache, context);
    const made = makeRubric(product.personas, proposal);
    return {
      made,
      async confirmed() {
        const identity = identityOf(question, model);
        const first = await cache.recall(identity, KEPT_FOR_MS, 'first');
        const counts = readKept(first?.value) ?? proposal;
        if (first !== undefined && context.now() - first.storedAtMs > KEPT_FOR_MS / 2)
          await cache.remember(identity, counts);
        const isSame = canonicalJson(counts) === canonicalJson(proposal);
        return isSame ? made : makeRubric(product.personas, counts);
      },
    };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!isGivenUp(error, context.attempt)) throw error;
    return byCodeAlone(
      product,
      `No model made the rubric (${codeOf(error)}): only the product's own role titles count.`,
    );
  }
}
