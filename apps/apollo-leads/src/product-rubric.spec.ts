import { type ScriptedAnswer, scriptedModel } from '@userport/ai/testing';
import type { Cache } from '@userport/cache';
import { RetryableError, TerminalError } from '@userport/errors';
import { productOf } from './product';
import { productRubric } from './product-rubric';
import { memoryCache, NOW_MS, payloadFor, recordingContext } from './testing';

const proposal = {
  equivalents: [{ persona: 'buyer', titles: ['COO'] }],
  seniorities: ['vp'],
  functions: [],
  newInRoleMonths: null,
  signals: [{ text: 'Recalls', weight: 2, fields: ['about'], terms: ['recall'], group: null }],
  excludedTitles: [],
};
const IDS = [
  ...['persona_buyer', 'persona_influencer', 'persona_end_user', 'seniority', 'signal_1'],
  'left_company',
];

const opened = (
  answers: readonly ScriptedAnswer[] | (() => ScriptedAnswer),
  {
    kept = new Map<string, unknown>(),
    last = false,
    isLate = false,
    product = payloadFor().product_data,
  }: {
    readonly kept?: Map<string, unknown>;
    readonly last?: boolean;
    /** True for a job that finds nothing kept, although something was kept in the meantime. */
    readonly isLate?: boolean;
    readonly product?: ReturnType<typeof payloadFor>['product_data'];
  } = {},
) => {
  const model = scriptedModel(answers);
  const shared = memoryCache(kept);
  const cache: Cache = {
    ...shared,
    async cached(query, load) {
      const { answer, kept: value } = await load();
      await shared.remember(query.identity, value);
      return answer;
    },
  };
  const ask = (context = recordingContext({ last })) => {
    const asked = productOf(payloadFor({ product_data: product }));
    return productRubric(asked, model, isLate ? cache : shared, context);
  };
  return { model, ask };
};
const idsOf = ({ made }: Awaited<ReturnType<typeof productRubric>>) =>
  made.rubric.criteria.map(({ id }) => id);

describe('productRubric', () => {
  it('asks one question per product, for all its jobs, and makes criteria of the answer', async () => {
    const { model, ask } = opened([{ object: proposal }]);
    const first = await ask();
    expect(idsOf(first)).toEqual(IDS);
    expect((await ask()).made).toEqual(first.made);
    expect(await first.confirmed()).toEqual(first.made);
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]?.question.prompt).toContain('"VP Operations"');
  });

  it('goes by the first rubric that was kept, whoever made another one at the same moment', async () => {
    const kept = new Map<string, unknown>();
    const first = await opened([{ object: proposal }], { kept }).ask();
    // The second job looked before the first one was answered, and is answered after it.
    const late = await opened([{ object: { ...proposal, seniorities: ['head'] } }], {
      kept,
      isLate: true,
    }).ask();
    expect(late.made).not.toEqual(first.made);
    expect(await late.confirmed()).toEqual(first.made);
    expect(await first.confirmed()).toBe(first.made);
  });

  it.each([
    [14.9, 0],
    [15.1, 1],
  ])('keeps a rubric of %d days anew %d times, so that one which is used stands', async (days, times) => {
    const remembered: unknown[] = [];
    const storedAtMs = NOW_MS - days * 24 * 60 * 60 * 1000;
    const cache: Cache = {
      cached: async ({ parse }) => parse(proposal),
      recall: async () => ({ value: proposal, storedAtMs }),
      remember: async (_identity, value) => void remembered.push(value),
    };
    const asked = productOf(payloadFor());
    const { made, confirmed } = await productRubric(asked, scriptedModel([]), cache, recordingContext());
    expect(await confirmed()).toBe(made);
    expect(remembered).toEqual(Array.from({ length: times }, () => proposal));
  });

  it('reads numbers that were written as texts', async () => {
    const [signal] = proposal.signals;
    const written = { ...proposal, newInRoleMonths: '6', signals: [{ ...signal, weight: ' 4 ' }] };
    const { made } = await opened([{ object: written }]).ask();
    expect(made.rubric.criteria.find(({ id }) => id === 'signal_1')?.weight).toBe(4);
    expect(made.rubric.criteria.find(({ id }) => id === 'time_in_role')?.maxMonths).toBe(6);
  });

  it.each([
    ['text for a list', { ...proposal, signals: 'many' }],
    ['words for a number', { ...proposal, newInRoleMonths: 'six' }],
  ])('does not take %s: the attempt is given back', async (_what, object) => {
    await expect(opened(() => ({ object })).ask()).rejects.toMatchObject({ code: 'answer_malformed' });
  });

  it.each([
    ['blocked for good', new TerminalError('x', { code: 'prompt_blocked' }), false],
    ['without a budget', new TerminalError('x', { code: 'budget_exhausted' }), false],
    ['busy at the last attempt', new RetryableError('x', { code: 'rate_limited' }), true],
  ])('goes by the product’s own titles when the model is %s, and says so', async (_what, error, last) => {
    const found = await opened(() => ({ error }), { last }).ask();
    expect(idsOf(found)).toEqual([...IDS.slice(0, 3), 'left_company']);
    expect(found.made.notes).toEqual([
      `No model made the rubric (${error.code}): only the product's own role titles count.`,
    ]);
    expect(await found.confirmed()).toEqual(found.made);
  });

  it.each([
    ['busy', new RetryableError('x', { code: 'rate_limited' })],
    ['without a key', new TerminalError('x', { code: 'configuration' })],
  ])('throws when the model is %s', async (_what, error) => {
    await expect(opened(() => ({ error })).ask()).rejects.toBe(error);
  });

  it('asks nobody about a product that tells nothing', async () => {
    const { model, ask } = opened([], { product: { name: 'FleetSense', persona_role_titles: [] } });
    expect((await ask()).made).toMatchObject({
      rubric: { criteria: [{ id: 'left_company' }] },
      notes: [
        'The product names no personas: only its description and signals count.',
        'The product tells nothing to score by.',
      ],
    });
    expect(model.calls).toHaveLength(0);
  });
});
