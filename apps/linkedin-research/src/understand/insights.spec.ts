import { EMPTY_INSIGHTS } from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import { activity } from '../parse/testing';
import { findInsights, type InsightsAnswer } from './insights';
import { openStatementJudge } from './statements';
import { research, type Script } from './testing';

const NIGHT = activity({ key: 'a', ownWords: 'The night shift found eleven stops of our robots.' });
const PLAN = activity({ key: 'b', ownWords: 'I plan the night first, since nobody else does.', url: null });
const LIKED = activity({
  key: 'c',
  kind: 'reaction',
  ownWords: null,
  postText: 'Batteries call in sick all the time.',
});
const ALL = [NIGHT, PLAN, LIKED];
const night = { activity_id: 'a', quote: 'The night shift found eleven stops' };
const plan = { activity_id: 'b', quote: 'I plan the night first' };
const NIGHT_TEXT =
  '"The night shift found eleven stops" (2026-11-20, https://www.linkedin.com/feed/update/urn:li:activity:1/)';

const answered = (more: Partial<InsightsAnswer>): Script => [
  {
    object: {
      traits: [],
      interests: [],
      key_topics: [],
      approach: null,
      conversation_starters: [],
      cautions: [],
      ...more,
    },
  },
];

async function run(script: Script, activities = ALL) {
  const made = await research(activities, script);
  const judge = openStatementJudge(made.readable, made.known);
  return { insights: await findInsights(made, judge), dropped: judge.dropped(), calls: made.calls };
}

describe('findInsights', () => {
  it('asks one question, in which nothing of others can be quoted, with what is known', async () => {
    const { calls } = await run(answered({}));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.question.prompt).not.toContain('Batteries');
    expect(calls[0]?.question.prompt).toContain('"FleetSense"');
  });

  it('gives each part its statements with their quotes', async () => {
    const said = (description: string, ...quotes: (typeof night)[]) => ({ description, quotes });
    const { insights, dropped } = await run(
      answered({
        traits: [{ kind: 'topics', ...said('Writes about the night shift.', night, plan) }],
        interests: [said('The planning of nights.', plan)],
        key_topics: [said('night shift', night)],
        approach: said('Ask how the night is planned.', plan),
        conversation_starters: [
          said('How did the night shift find eleven stops? FleetSense sees them.', night),
        ],
        cautions: [said('Leave the plan of the night to her.', plan)],
      }),
    );
    const statements = insights.statements.map(({ part, kind, activity_ids: ids }) => [part, kind, ...ids]);
    expect(statements).toEqual([
      ['trait', 'topics', 'a', 'b'],
      ['interest', null, 'b'],
      ['key_topic', null, 'a'],
      ['approach', null, 'b'],
      ['starter', null, 'a'],
      ['caution', null, 'b'],
    ]);
    expect({ ...insights, statements: [] }).toEqual({
      ...EMPTY_INSIGHTS,
      personality_traits: {
        description: 'Writes about the night shift.',
        evidence: [NIGHT_TEXT, '"I plan the night first" (2026-11-20)'],
      },
      recommended_approach: {
        ...EMPTY_INSIGHTS.recommended_approach,
        approach: 'Ask how the night is planned. "I plan the night first" (2026-11-20)',
        key_topics: ['night shift'],
        conversation_starters: [
          `How did the night shift find eleven stops? FleetSense sees them. ${NIGHT_TEXT}`,
        ],
        cautions: ['Leave the plan of the night to her. "I plan the night first" (2026-11-20)'],
      },
      areas_of_interest: [
        {
          description: 'The planning of nights.',
          supporting_activities: ['"I plan the night first" (2026-11-20)'],
        },
      ],
    });
    expect(dropped).toEqual([]);
  });

  it('holds a trait to two texts, and everything else to one', async () => {
    const one = { description: 'Writes about the night shift.', quotes: [night] };
    const { insights, dropped } = await run(
      answered({ traits: [{ kind: 'tone', ...one }], interests: [one], approach: { ...one, quotes: [] } }),
    );
    expect(insights.personality_traits).toEqual({ description: '', evidence: [] });
    expect(insights.areas_of_interest).toHaveLength(1);
    expect(dropped.map(({ part, rule }) => [part, rule])).toEqual([
      ['trait', 'too_few_sources'],
      ['approach', 'no_quote'],
    ]);
  });

  it('asks nothing where the lead has written nothing', async () => {
    expect(await run([], [LIKED])).toEqual({ insights: EMPTY_INSIGHTS, dropped: [], calls: [] });
  });

  it('says that no answer came', async () => {
    const { insights, dropped } = await run([{ error: new TerminalError('no', { code: 'vendor_refused' }) }]);
    expect(insights).toEqual(EMPTY_INSIGHTS);
    expect(dropped).toEqual([{ part: 'insights', rule: 'no_answer', claimed: '' }]);
  });
});
