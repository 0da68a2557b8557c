import { openOwnWords } from './own-words';

const judge = openOwnWords(
  [
    { id: 'a', text: 'Labels first, robots second. I say so to every vendor.' },
    { id: 'b', text: 'Robots need labels that people can read at night.' },
    { id: 'c', text: 'labels first, robots second. I say so to every vendor.' },
  ],
  { lead: { name: 'Mara', jobs: [{ company: 'Polder Logistics', years: 3 }] } },
);
const first = { id: 'a', quote: 'Labels first, robots second' };
const other = { id: 'b', quote: 'Robots need labels that people can read' };

describe('statement', () => {
  it('is proved by two activities with different words', () => {
    const claimed = {
      text: 'Writes of labels before robots.',
      quotes: [first, other],
      inputs: [],
    };
    expect(judge.statement(claimed, { activities: 2 })).toEqual({
      supported: true,
      ...claimed,
      refusedGrounds: [],
    });
  });

  it('leaves out the grounds that are none, and counts them', () => {
    const claimed = {
      text: 'Labels matter to them.',
      quotes: [first, { id: 'b', quote: 'Robots need no labels at all' }],
      inputs: [{ path: 'lead.age', value: '40' }],
    };
    expect(judge.statement(claimed, { activities: 1 })).toMatchObject({
      supported: true,
      quotes: [first],
      inputs: [],
      refusedGrounds: ['not_their_words', 'not_in_request'],
    });
  });

  it('rests on a value of the request where no activity is needed', () => {
    const claimed = {
      text: 'You came from Polder Logistics.',
      quotes: [],
      inputs: [{ path: 'lead.jobs.0.company', value: 'Polder Logistics' }],
    };
    expect(judge.statement(claimed, { activities: 0 })).toMatchObject({ supported: true });
    expect(judge.statement(claimed, { activities: 1 })).toMatchObject({ reason: 'no_quote' });
  });

  it.each([
    ['nothing_claimed', ' ', [first, other], 2],
    ['no_quote', 'Labels matter.', [], 1],
    ['too_few_sources', 'Labels matter.', [first], 2],
    ['too_few_sources', 'Labels matter.', [first, { ...first, id: 'c' }], 2],
    ['unknown_activity', 'Labels matter.', [{ ...first, id: 'z' }], 1],
    ['diagnosis', 'Seems anxious.', [first], 1],
    ['invented', 'Labels matter to Peter.', [first], 1],
  ] as const)('is refused as %s', (reason, text, quotes, activities) => {
    expect(judge.statement({ text, quotes, inputs: [] }, { activities })).toMatchObject({
      supported: false,
      reason,
    });
  });
});

describe('invention', () => {
  it('holds a text to the quotes of its statement and to the request', () => {
    expect(judge.invention('Hi Mara, labels or robots first?', { quotes: [first] })).toBeUndefined();
    expect(judge.invention('Hi Nora, labels or robots first?', { quotes: [first] })).toEqual({
      kind: 'name',
      text: 'Nora',
    });
  });
});
