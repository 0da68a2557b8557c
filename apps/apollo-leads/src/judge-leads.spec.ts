import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import { RetryableError, TerminalError } from '@userport/errors';
import { type LeadFacts, makeRubric } from '@userport/lead-score';
import { emptyProposal, leadFacts } from '@userport/lead-score/testing';
import { openLeadJudge } from './judge-leads';
import { memoryCache, recordingContext } from './testing';

const { rubric } = makeRubric([{ persona: 'buyer', roles: ['VP Operations'] }], {
  ...emptyProposal,
  signals: [{ text: 'Recalls', weight: 2, fields: ['about'], terms: ['recall'], group: null }],
});

const itemsIn = ({ question }: ScriptedCall): string[] => question.prompt.match(/(?<="id":")i\d+/g) ?? [];
const sayNo = (call: ScriptedCall): ScriptedAnswer => ({
  object: { judged: itemsIn(call).map((item) => ({ item, yes: [], no: ['signal_1', 'persona_buyer'] })) },
});
const people = (count: number): LeadFacts[] =>
  Array.from({ length: count }, (_, index) =>
    leadFacts({ id: `p${index}`, title: 'VP Operations', texts: { about: [`Text ${index} of recalls.`] } }),
  );

const opened = (
  answer: (call: ScriptedCall, index: number) => ScriptedAnswer,
  kept?: Map<string, unknown>,
  last = false,
) => {
  const model = scriptedModel(answer);
  const context = recordingContext({ last });
  return { model, context, judge: openLeadJudge({ rubric, model, cache: memoryCache(kept), context }) };
};

describe('openLeadJudge', () => {
  it.each([
    [7, [7]],
    [25, [10, 10, 5]],
    [300, Array.from({ length: 20 }, () => 15)],
    [900, [...Array.from({ length: 22 }, () => 40), 20]],
  ])('spreads %d items over its lanes, ten to forty at once', async (count, sizes) => {
    const { model, judge } = opened(sayNo);
    await judge.judge(people(count));
    expect(model.calls.map((call) => itemsIn(call).length)).toEqual(sizes);
  });

  it('asks about equal facts once', async () => {
    const { model, judge } = opened(sayNo);
    const twins = people(5).map((one) => ({ ...one, id: `twin-${one.id}` }));
    const judged = await judge.judge([...people(5), ...twins]);
    expect(model.calls.map((call) => itemsIn(call).length)).toEqual([5]);
    expect(judged.size).toBe(10);
  });

  it('asks about titles alone when it is told so, and leaves the rest unknown', async () => {
    const { model, judge } = opened(sayNo);
    const [one] = people(1).map((lead) => ({ ...lead, title: 'Keeper of Robots' }));
    const judged = await judge.judge(one === undefined ? [] : [one], 'titles');
    expect(model.calls.map(({ question }) => question.prompt.includes('recalls.'))).toEqual([false]);
    expect([...(judged.get('p0')?.keys() ?? [])].sort()).toEqual(['left_company', 'persona_buyer']);
  });

  it('asks about fewer when texts are long', async () => {
    const { model, judge } = opened(sayNo);
    const long = people(8).map((one) => ({ ...one, texts: { about: [`${one.id} ${'x'.repeat(6000)}`] } }));
    await judge.judge(long);
    expect(model.calls.map((call) => itemsIn(call).length)).toEqual([5, 3]);
  });

  it('asks nothing that it was told before', async () => {
    const { model, judge } = opened(sayNo);
    await judge.judge(people(500));
    await judge.judge(people(500));
    expect(model.calls).toHaveLength(20);
  });

  it('asks nothing that earlier jobs were told, once it has looked that up', async () => {
    const kept = new Map<string, unknown>();
    await opened(sayNo, kept).judge.judge(people(3));
    const { model, judge } = opened(sayNo, kept);
    await judge.recall(people(3), 'everything');
    kept.clear();
    await judge.judge(people(3));
    expect(model.calls).toHaveLength(0);
  });

  it('goes by what another job kept first, although it asked at the same moment', async () => {
    const kept = new Map<string, unknown>();
    const keepers = people(1).map((one) => ({ ...one, title: 'Keeper of Robots' }));
    const say = (persona: 'yes' | 'no') => () => ({
      object: {
        judged: [
          {
            item: 'i1',
            yes:
              persona === 'yes'
                ? [
                    {
                      criterion: 'persona_buyer',
                      field: 'current_employment.title',
                      words: 'Keeper of Robots',
                    },
                  ]
                : [],
            no: persona === 'no' ? ['persona_buyer'] : [],
          },
        ],
      },
    });
    const other = opened(say('no'), kept);
    const own = opened(say('yes'), kept);
    // Both have looked and found nothing; the other one is answered first.
    await own.judge.recall(keepers, 'titles');
    await other.judge.judge(keepers, 'titles');
    const early = await own.judge.judge(keepers, 'titles');
    const late = await own.judge.judge(keepers);
    expect([early, late].map((judged) => judged.get('p0')?.get('persona_buyer')?.answer)).toEqual([
      'yes',
      'no',
    ]);
  });

  it('lets the first answer stand for every job over the same facts', async () => {
    const kept = new Map<string, unknown>();
    await opened(sayNo, kept).judge.judge(people(3));
    const again = opened(() => ({ object: { judged: [] } }), kept);
    const judged = await again.judge.judge(people(3).reverse());
    expect(again.model.calls).toHaveLength(0);
    expect(judged.get('p0')?.get('signal_1')?.answer).toBe('no');
  });

  it('keeps nothing of another form', async () => {
    const kept = new Map<string, unknown>();
    await opened(sayNo, kept).judge.judge(people(1));
    for (const key of kept.keys()) kept.set(key, { signal_1: 'no' });
    const again = opened(sayNo, kept);
    await again.judge.judge(people(1));
    expect(again.model.calls).toHaveLength(1);
  });

  it('throws what every question would meet, after one', async () => {
    const noKey = new TerminalError('No key.', { code: 'configuration' });
    const { judge } = opened(() => ({ error: noKey }));
    await expect(judge.judge(people(2))).rejects.toBe(noKey);
  });

  it('counts what is blocked as unknown, with the reason', async () => {
    const { judge, context } = opened(() => ({
      error: new TerminalError('Blocked.', { code: 'prompt_blocked' }),
    }));
    const judged = await judge.judge(people(2));
    expect(judged.get('p1')?.get('signal_1')).toMatchObject({
      answer: 'unknown',
      note: 'Not judged: prompt_blocked.',
    });
    expect([...judge.troubles]).toEqual([['prompt_blocked', 2]]);
    expect(context.warnings).toHaveLength(1);
  });

  it('gives the attempt back while a model is busy, with the other answers kept', async () => {
    const kept = new Map<string, unknown>();
    const busy = new RetryableError('Busy.', { code: 'rate_limited' });
    const first = opened((call, index) => (index === 0 ? { error: busy } : sayNo(call)), kept);
    await expect(first.judge.judge(people(80))).rejects.toBe(busy);
    const again = opened(sayNo, kept);
    await again.judge.judge(people(80));
    expect(again.model.calls).toHaveLength(1);
  });

  it.each([
    ['a score as text', [{ object: { judged: [{ item: 'i1', yes: '80', no: [] }] } }]],
    ['no list at all', [{ object: { score: 80 } }]],
  ])('asks once more after an answer of another form: %s', async (_what, spoilt) => {
    const { model, judge } = opened((call, index) => spoilt[index] ?? sayNo(call));
    const judged = await judge.judge(people(2));
    expect(model.calls).toHaveLength(2);
    expect(judged.get('p1')?.get('signal_1')?.answer).toBe('no');
  });

  it('counts what is answered twice in another form as unknown, and loses no attempt', async () => {
    const { model, judge } = opened(() => ({ object: { judged: 'all' } }));
    const judged = await judge.judge(people(2));
    expect(model.calls).toHaveLength(2);
    expect([...judge.troubles]).toEqual([['answer_malformed', 2]]);
    expect(judged.get('p1')?.get('signal_1')?.note).toBe('Not judged: answer_malformed.');
  });
});
