import { type AnswerShape, cachedModel, type LanguageModel, shapeOf } from '@userport/ai';
import type { Cache } from '@userport/cache';
import { RetryableError, TerminalError } from '@userport/errors';
import type { Rubric } from '@userport/lead-score';
import type { TaskContext } from '@userport/runner';
import { z } from 'zod';
import { type Evaluated, verifiedSignals } from './evaluation';
import type { Lead } from './lead';
import type { Product } from './product';
import { APPROACH_INSTRUCTIONS, promptOf } from './prompts';

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

const PER_QUESTION = 20;
const TOKENS_PER_LEAD = 150;
const KEPT_FOR_MS = 30 * 24 * 60 * 60 * 1000;
const LONGEST_APPROACH = 400;
/** Words to a sales person hold no addresses: nothing that was read may lead anywhere. */
const ADDRESS = /https?:|www\.|@|\b[\w-]+\.(?:com|net|org|io|example)\b/iu;

const shape: AnswerShape<{ leads: { id: string; approach: string }[] }> = shapeOf(
  'lead_approaches',
  z.object({ leads: z.array(z.object({ id: z.string(), approach: z.string() })) }),
);

const questionOf = ({ product, rubric }: ApproachParts, some: readonly ToApproach[]) => ({
  instructions: APPROACH_INSTRUCTIONS,
  prompt: promptOf(
    {
      product: { name: product.name, description: product.description },
      leads: some.map(({ lead, evaluated }, index) => ({
        id: `l${index + 1}`,
        title: lead.current?.title ?? null,
        persona: evaluated.score.persona,
        verified: verifiedSignals(rubric, evaluated),
      })),
    },
    'Advise how to approach each lead of the leads block.',
  ),
  temperature: 0,
  thinking: 'none' as const,
  maxOutputTokens: 500 + TOKENS_PER_LEAD * some.length,
  operation: 'lead_approaches',
  shape,
});

const usable = (approach: string): string | undefined => {
  const text = approach.replace(/\s+/gu, ' ').trim();
  return text === '' || text.length > LONGEST_APPROACH || ADDRESS.test(text) ? undefined : text;
};

async function askSome(
  parts: ApproachParts,
  some: readonly ToApproach[],
): Promise<(readonly [string, string])[]> {
  const { model, cache, context } = parts;
  const question = questionOf(parts, some);
  const asked = { prompt: question.prompt, model: model.model };
  try {
    const { value } = await context.step('approach', asked, (call) =>
      cachedModel(model, { cache, scope: 'shared', maxAgeMs: KEPT_FOR_MS }).generateObject(question, call),
    );
    return some.flatMap(({ lead }, index) => {
      const said = value.leads.find(({ id }) => id === `l${index + 1}`);
      const text = usable(said?.approach ?? '');
      return text === undefined ? [] : [[lead.id, text] as const];
    });
  } catch (error) {
    context.signal.throwIfAborted();
    const isKnown = error instanceof TerminalError || error instanceof RetryableError;
    if (!isKnown || (error instanceof RetryableError && !context.attempt.last)) throw error;
    context.log.warn('No words about how to approach some leads; plain ones stand in.', { code: error.code });
    return [];
  }
}

/** How to approach leads, by lead id, from verified signals alone; whoever is missing gets plain words of code. */
export async function approachesOf(
  parts: ApproachParts,
  leads: readonly ToApproach[],
): Promise<ReadonlyMap<string, string>> {
  const slices = Array.from({ length: Math.ceil(leads.length / PER_QUESTION) }, (_, index) =>
    leads.slice(index * PER_QUESTION, (index + 1) * PER_QUESTION),
  );
  const told = await Promise.all(slices.map((some) => askSome(parts, some)));
  return new Map(told.flat());
}
