import { RetryableError } from '@userport/errors';
import { activity } from '../parse/testing';
import { research, type Script } from './testing';
import { understand } from './understand';

const NOW = new Date('2026-11-22T12:00:00Z');
const POSTS = ['a', 'b'].map((key) =>
  activity({ key, ownWords: `Thanks Mireille Adeyo for PickPilot, plan ${key} of our night.` }),
);
const described = (id: string) => ({
  activity_id: id,
  detailed_summary: 'Thanks Mireille Adeyo.',
  concise_summary: 'Thanks for a plan.',
  one_line_summary: 'Thanks.',
  category: 'Recognition',
  category_reason: 'Thanks.',
  focus_on_company: id === 'a',
  focus_on_company_reason: 'It is our night.',
  colleague: 'Mireille Adeyo',
  colleague_reason: 'Thanked.',
  products: ['PickPilot'],
});
const quote = { activity_id: 'a', quote: 'Thanks Mireille Adeyo for PickPilot' };
const answers: Script = ({ question }) => {
  if (question.operation === 'describe_activities')
    return { object: { descriptions: POSTS.map(({ key }) => described(key)) } };
  const { operation } = question;
  if (operation === 'personalization_signals')
    return {
      object: {
        signals: [
          {
            description: 'Thanks Mireille Adeyo.',
            reason: 'It is about PickPilot.',
            outreach_message: 'Hi Ines, how is the plan?',
            quotes: [quote],
            inputs: [],
          },
        ],
      },
    };
  const interests = [
    { description: 'Plans.', quotes: [quote] },
    { description: 'Rotterdam.', quotes: [quote] },
  ];
  const nothing = { traits: [], key_topics: [], approach: null, conversation_starters: [], cautions: [] };
  return { object: { ...nothing, interests } };
};

describe('understand', () => {
  it('asks three questions for a capture of up to 25 fresh activities', async () => {
    const made = await research(POSTS, answers);
    const { descriptions, insights, dropped } = await understand(made, NOW);
    expect(made.calls.map(({ question }) => question.operation).toSorted()).toEqual([
      'describe_activities',
      'lead_insights',
      'personalization_signals',
    ]);
    expect(descriptions.size).toBe(2);
    expect(insights).toMatchObject({
      areas_of_interest: [{ description: 'Plans.' }],
      personalization_signals: [{ description: 'Thanks Mireille Adeyo.' }],
      engaged_colleagues: ['Mireille Adeyo'],
      engaged_products: ['PickPilot'],
      num_company_related_activities: 1,
      total_engaged_activities: 2,
      recommended_approach: {
        best_channels: ['comments below own LinkedIn posts (2 posts and reposts in the capture)'],
      },
    });
    expect(insights.statements.map(({ part }) => part)).toEqual(['interest', 'signal']);
    expect(dropped).toEqual([
      { part: 'interest', rule: 'invented', claimed: 'Rotterdam.', invention: 'Rotterdam' },
    ]);
  });

  it('keeps the answers of the others for the next attempt when one question fails', async () => {
    const busy = new RetryableError('busy', { code: 'vendor_busy' });
    const failing: Script = (call, index) =>
      call.question.operation === 'describe_activities' ? { error: busy } : answers(call, index);
    const first = await research(POSTS, failing);
    await expect(understand(first, NOW)).rejects.toBe(busy);
    const { memos } = first.context as unknown as { memos: Map<string, unknown> };
    const second = await research(POSTS, answers, { memos });
    const { insights } = await understand(second, NOW);
    expect(second.calls.map(({ question }) => question.operation)).toEqual(['describe_activities']);
    expect(insights.areas_of_interest).toHaveLength(1);
  });
});
