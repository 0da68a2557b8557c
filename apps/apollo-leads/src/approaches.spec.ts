import { type ScriptedAnswer, scriptedModel } from '@userport/ai/testing';
import { RetryableError } from '@userport/errors';
import { makeRubric, scoreOf } from '@userport/lead-score';
import { emptyProposal } from '@userport/lead-score/testing';
import { approachesOf } from './approaches';
import { leadOf } from './lead';
import { productOf } from './product';
import { memoryCache, payloadFor, personFor, recordingContext } from './testing';

const { rubric } = makeRubric([{ persona: 'buyer', roles: ['VP Operations'] }], emptyProposal);
const organization = {
  apolloId: 'org-1',
  name: 'N',
  domain: null,
  employees: null,
  revenueUsd: null,
  notes: [],
};
const leads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    lead: leadOf(
      personFor(`p${index}`, { title: `VP of part ${index}`, headline: 'Never shown' }),
      organization,
      'revealed',
    ),
    evaluated: { id: `p${index}`, judgements: new Map(), score: scoreOf(rubric, new Map()) },
  }));
const opened = (answer: () => ScriptedAnswer, last = false) => {
  const model = scriptedModel(answer);
  const context = recordingContext({ last });
  const parts = { product: productOf(payloadFor()), rubric, model, cache: memoryCache(), context };
  return { model, context, ask: (count: number) => approachesOf(parts, leads(count)) };
};
const REASON = 'Recalls are what the product prevents.';
const say =
  (approach: string, reason = REASON) =>
  () => ({ object: { leads: [{ id: 'l1', approach, reason }] } });

describe('approachesOf', () => {
  it.each([
    [8, 1],
    [100, 13],
    [417, 30],
    [900, 45],
  ])('spreads %d leads over %d questions', async (count, questions) => {
    const { model, ask } = opened(say('Ask.'));
    await ask(count);
    expect(model.calls).toHaveLength(questions);
  });

  it('asks for eight leads or more at once, and shows only what was verified', async () => {
    const { model, ask } = opened(say('Ask how recalls are handled.'));
    const told = await ask(20);
    expect(model.calls).toHaveLength(3);
    const words = { reason: REASON, approach: 'Ask how recalls are handled.' };
    expect([...told]).toEqual([
      ['p0', words],
      ['p8', words],
      ['p16', words],
    ]);
    expect(model.calls.some(({ question }) => question.prompt.includes('Never shown'))).toBe(false);
  });

  it.each([
    '',
    '  ',
    'x'.repeat(401),
    'See https://evil.example',
    'Write to a@b.example',
    'Go to evil.com now',
    'They recalled 400 robots.',
  ])('does not take the words %j, neither as approach nor as reason', async (words) => {
    const told = await opened(say(words)).ask(1);
    expect(told.get('p0')).toEqual({ approach: null, reason: REASON });
    expect((await opened(say('Ask.', words)).ask(1)).get('p0')).toEqual({ approach: 'Ask.', reason: null });
  });

  it('gives the attempt back while a model is busy, and does without its words at the last one', async () => {
    const busy = new RetryableError('Busy.', { code: 'rate_limited' });
    await expect(opened(() => ({ error: busy })).ask(1)).rejects.toBe(busy);
    const last = opened(() => ({ error: busy }), true);
    expect((await last.ask(1)).size).toBe(0);
    expect(last.context.warnings).toHaveLength(1);
  });

  it('asks nothing for nobody', async () => {
    const { model, ask } = opened(say('x'));
    expect([(await ask(0)).size, model.calls.length]).toEqual([0, 0]);
  });
});
