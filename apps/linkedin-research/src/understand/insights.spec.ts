import type { Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import { EMPTY_INSIGHTS } from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import { activity } from '../parse/testing';
import { recordingContext } from '../testing';
import { countedInsights, findInsights, type InsightsAnswer, judgeInsights } from './insights';

const NIGHT = activity({ key: 'a', ownWords: 'The night shift found eleven stops of our robots.' });
const PLAN = activity({ key: 'b', ownWords: 'I plan the night first, since nobody else does.', url: null });
const LIKED = activity({
  key: 'c',
  kind: 'reaction',
  ownWords: null,
  postText: 'Batteries call in sick all the time.',
});
const ALL = [NIGHT, PLAN, LIKED];
const KNOWN = { product_data: { name: 'FleetSense' } };

const night = { activity_id: 'a', quote: 'The night shift found eleven stops' };
const plan = { activity_id: 'b', quote: 'I plan the night first' };
const judge = (answer: Partial<InsightsAnswer>) =>
  judgeInsights({ traits: [], interests: [], conversation_starters: [], ...answer }, ALL, KNOWN);
const trait = (description: string, ...quotes: (typeof night)[]) => ({
  kind: 'topics' as const,
  description,
  quotes,
});

describe('judgeInsights', () => {
  it('keeps a trait that two of the lead’s own texts carry, with both quotes', () => {
    expect(judge({ traits: [trait('Writes about the night shift.', night, plan)] })).toMatchObject({
      insights: {
        personality_traits: {
          description: 'Writes about the night shift.',
          evidence: [
            '"The night shift found eleven stops" (2026-11-20, https://www.linkedin.com/feed/update/urn:li:activity:1/)',
            '"I plan the night first" (2026-11-20)',
          ],
        },
      },
      dropped: {},
    });
  });

  it.each([
    ['one source', trait('Writes about nights.', night), 'too_few_sources'],
    [
      'one source twice',
      trait('Writes about nights.', night, { activity_id: 'a', quote: 'found eleven stops of our robots' }),
      'too_few_sources',
    ],
    ['no quote', trait('Writes about nights.'), 'no_quote'],
    [
      'a post that was only liked',
      trait('Likes batteries.', { activity_id: 'c', quote: 'Batteries call in sick' }),
      'unknown_activity',
    ],
    [
      'a forged quote',
      trait('Plans days.', { activity_id: 'b', quote: 'I plan the day first' }),
      'not_their_words',
    ],
    ['an invented name', trait('Works with Siemens at night.', night, plan), 'invented'],
    ['an invented number', trait('Found 12 stops.', night, plan), 'invented'],
    ['no words', trait(' ', night, plan), 'nothing_claimed'],
  ])('drops a trait with %s and counts why', (_what, claim, rule) => {
    const { insights, dropped } = judge({ traits: [claim] });
    expect(insights).toEqual(EMPTY_INSIGHTS);
    expect(dropped).toEqual({ [rule]: 1 });
  });

  it('keeps interests and starters with one quote; the product may be named', () => {
    const { insights } = judge({
      interests: [{ description: 'The planning of nights.', quotes: [plan] }],
      conversation_starters: [
        { description: 'How did the night shift find eleven stops? FleetSense sees them.', quotes: [night] },
      ],
    });
    expect(insights.areas_of_interest).toEqual([
      {
        description: 'The planning of nights.',
        supporting_activities: ['"I plan the night first" (2026-11-20)'],
      },
    ]);
    expect(insights.recommended_approach.conversation_starters).toEqual([
      'How did the night shift find eleven stops? FleetSense sees them. "The night shift found eleven stops" (2026-11-20, https://www.linkedin.com/feed/update/urn:li:activity:1/)',
    ]);
  });
});

describe('findInsights', () => {
  const run = async (answers: Parameters<typeof scriptedModel>[0], activities = ALL) => {
    const model = scriptedModel(answers);
    const models: Models = { forRole: () => model, named: () => model };
    const found = await findInsights(activities, { models, context: recordingContext(), inputData: KNOWN });
    return { found, calls: model.calls };
  };

  it('asks one question, in which nothing of others can be quoted', async () => {
    const { found, calls } = await run([
      {
        object: {
          traits: [trait('Writes about the night shift.', night, plan)],
          interests: [],
          conversation_starters: [],
        },
      },
    ]);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.question.prompt).not.toContain('Batteries');
    expect(found.insights.personality_traits.description).toBe('Writes about the night shift.');
  });

  it('asks nothing where the lead has written nothing', async () => {
    expect(await run([], [LIKED])).toEqual({ found: { insights: EMPTY_INSIGHTS, dropped: {} }, calls: [] });
  });

  it('says that no answer came', async () => {
    const { found } = await run([{ error: new TerminalError('no', { code: 'vendor_refused' }) }]);
    expect(found).toEqual({ insights: EMPTY_INSIGHTS, dropped: { no_answer: 1 } });
  });
});

describe('countedInsights', () => {
  it('counts and names what the descriptions hold, each once', () => {
    const description = {
      detailedSummary: '',
      conciseSummary: '',
      oneLineSummary: '',
      category: '',
      categoryReason: '',
      focusOnCompany: true,
      focusOnCompanyReason: '',
      colleague: 'Mireille Adeyo',
      colleagueReason: null,
      products: ['PickPilot'],
    };
    const other = { ...description, focusOnCompany: false, colleague: null };
    expect(countedInsights(EMPTY_INSIGHTS, [description, description, other], 9)).toEqual({
      ...EMPTY_INSIGHTS,
      engaged_colleagues: ['Mireille Adeyo'],
      engaged_products: ['PickPilot'],
      num_company_related_activities: 2,
      total_engaged_activities: 9,
    });
  });
});
