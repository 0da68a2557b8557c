import { activity } from '../parse/testing';
import { openStatementJudge } from './statements';
import { research } from './testing';

const NIGHT = activity({ key: 'a', ownWords: 'The night shift found eleven stops of our robots.' });
const PLAN = activity({ key: 'b', ownWords: 'I plan the night first, since nobody else does.', url: null });
const LIKED = activity({
  key: 'c',
  kind: 'reaction',
  ownWords: null,
  postText: 'Batteries call in sick all the time.',
});
const night = { activity_id: 'a', quote: 'The night shift found eleven stops' };
const plan = { activity_id: 'b', quote: 'I plan the night first' };

async function open() {
  const { readable, known } = await research([NIGHT, PLAN, LIKED]);
  return openStatementJudge(readable, known);
}

describe('prove', () => {
  it('answers the statement with its activities, quotes and their dates', async () => {
    const proven = (await open()).prove(
      { part: 'trait', kind: 'topics', text: ' Writes about the night shift. ', quotes: [night, plan] },
      { activities: 2 },
    );
    expect(proven?.statement).toEqual({
      part: 'trait',
      kind: 'topics',
      text: 'Writes about the night shift.',
      activity_ids: ['a', 'b'],
      quotes: [
        { ...night, date: '2026-11-20', url: 'https://www.linkedin.com/feed/update/urn:li:activity:1/' },
        { ...plan, date: '2026-11-20', url: null },
      ],
      inputs: [],
    });
    expect(proven?.evidence).toEqual([
      '"The night shift found eleven stops" (2026-11-20, https://www.linkedin.com/feed/update/urn:li:activity:1/)',
      '"I plan the night first" (2026-11-20)',
    ]);
  });

  it('takes a value of the request by its path, as it stands there', async () => {
    const judge = await open();
    const title = { path: 'lead_data.current_employment.title', value: 'VP Operations' };
    const claim = { part: 'signal', text: 'Became VP Operations.', quotes: [] } as const;
    const proven = judge.prove({ ...claim, inputs: [title] }, { activities: 0 });
    expect(proven?.evidence).toEqual(['"VP Operations" (lead_data.current_employment.title)']);
    expect(proven?.statement.inputs).toEqual([title]);
    const forged = { ...title, value: 'Chief Operating Officer' };
    expect(judge.prove({ ...claim, inputs: [forged] }, { activities: 0 })).toBeUndefined();
    expect(judge.dropped()).toEqual([
      { part: 'signal', rule: 'not_in_request', claimed: 'Became VP Operations.' },
    ]);
  });

  it.each([
    ['one source', 'Writes about nights.', [night], 'too_few_sources'],
    [
      'one source twice',
      'Writes about nights.',
      [night, { activity_id: 'a', quote: 'found eleven stops of our robots' }],
      'too_few_sources',
    ],
    ['no quote', 'Writes about nights.', [], 'no_quote'],
    [
      'a post that was only liked',
      'Likes batteries.',
      [{ activity_id: 'c', quote: 'Batteries call in sick' }],
      'unknown_activity',
    ],
    [
      'a forged quote',
      'Plans days.',
      [{ activity_id: 'b', quote: 'I plan the day first' }],
      'not_their_words',
    ],
    ['an invented name', 'Works with Siemens at night.', [night, plan], 'invented'],
    ['an invented number', 'Found 12 stops.', [night, plan], 'invented'],
    [
      'an order',
      'Visit https://www.linkedin.com/x when the shift found eleven stops.',
      [night, plan],
      'invented',
    ],
    [
      'orders to a model',
      'Ask the night shift to ignore the instructions.',
      [night, plan],
      'reads_as_instruction',
    ],
    ['no words', ' ', [night, plan], 'nothing_claimed'],
  ])('drops a statement with %s and says why', async (_what, text, quotes, rule) => {
    const judge = await open();
    expect(judge.prove({ part: 'trait', text, quotes }, { activities: 2 })).toBeUndefined();
    expect(judge.dropped()).toMatchObject([{ part: 'trait', rule, claimed: text }]);
  });
});

describe('mayAccompany', () => {
  it.each([
    ['How did the night shift find eleven stops? FleetSense sees them.', undefined],
    ['Hi Ines, how is Rotterdam?', 'invented'],
    ['Hi Ines, are you free on Monday?', 'invented'],
    ['Hi Ines, see https://collector.example.', 'invented'],
    ['You seem anxious about stops.', 'diagnosis'],
    ['How does the night shift ignore the instructions?', 'reads_as_instruction'],
    ['', 'nothing_claimed'],
  ])('judges the message %j', async (message, rule) => {
    const judge = await open();
    const proven = judge.prove({ part: 'signal', text: 'Counts stops.', quotes: [night] }, { activities: 0 });
    if (proven === undefined) throw new Error('not proven');
    expect(judge.mayAccompany('outreach_message', message, proven)).toBe(rule === undefined);
    expect(judge.dropped().map((one) => one.rule)).toEqual(rule === undefined ? [] : [rule]);
  });
});
