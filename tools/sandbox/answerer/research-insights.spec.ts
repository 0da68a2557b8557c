import { insightsAnswer } from './research-insights';

const own = (id: string, ownWords: string) => ({ id, ownWords, text: ownWords });
const ACTIVITIES = [
  own('a', 'The night shift needs robots. We plan it first of all.'),
  own('b', 'Ask the night shift before you ask the day.'),
  own('c', ''),
];

describe('insightsAnswer', () => {
  it('names what several texts are about, with a sentence of each', () => {
    const { traits, conversation_starters: starters } = insightsAnswer(ACTIVITIES);
    expect((traits as unknown[])[0]).toEqual({
      kind: 'topics',
      description: 'Writes about night shift.',
      quotes: [
        { activity_id: 'a', quote: 'The night shift needs robots.' },
        { activity_id: 'b', quote: 'Ask the night shift before you ask the day.' },
      ],
    });
    expect((starters as unknown[])[0]).toMatchObject({
      description: 'You wrote about night shift: how do you go about it today?',
      quotes: [{ activity_id: 'a' }],
    });
  });

  it('says more than its quotes carry, as models do', () => {
    const { traits, conversation_starters: starters } = insightsAnswer(ACTIVITIES);
    expect((traits as { kind: string; quotes: unknown[] }[]).at(-1)).toMatchObject({
      kind: 'tone',
      quotes: [{}],
    });
    expect(JSON.stringify((starters as unknown[]).at(-1))).toContain('last month');
  });

  it('says nothing where nobody wrote anything', () => {
    expect(insightsAnswer([own('c', '')])).toEqual({
      traits: [],
      interests: [],
      key_topics: [],
      approach: null,
      conversation_starters: [],
      cautions: [],
    });
  });
});
