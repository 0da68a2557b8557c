import type { Models } from '@userport/ai';
import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import { TerminalError } from '@userport/errors';
import { activity } from '../parse/testing';
import { recordingContext } from '../testing';
import { describeActivities } from './describe';

const entry = (id: string, more: object = {}) => ({
  activity_id: id,
  detailed_summary: 'Details.',
  concise_summary: 'Short.',
  one_line_summary: 'Line.',
  category: 'Product',
  category_reason: 'It says so.',
  focus_on_company: true,
  focus_on_company_reason: 'Northwind is named.',
  colleague: null,
  colleague_reason: null,
  products: [],
  ...more,
});
const ACTIVITIES = ['a', 'b', 'c'].map((key) =>
  activity({ key, ownWords: 'Thanks Mireille Adeyo for PickPilot and the spare parts plan.' }),
);

async function run(
  answers: readonly ScriptedAnswer[] | ((call: ScriptedCall, index: number) => ScriptedAnswer),
  activities = ACTIVITIES,
) {
  const model = scriptedModel(answers);
  const models: Models = { forRole: () => model, named: () => model };
  const context = recordingContext();
  const found = await describeActivities(activities, { models, context, inputData: {} });
  return { found, calls: model.calls };
}

describe('describeActivities', () => {
  it('describes all in one question, each by its id', async () => {
    const { found, calls } = await run([
      { object: { descriptions: ['c', 'a', 'b'].map((id) => entry(id)) } },
    ]);
    expect(calls).toHaveLength(1);
    expect([...found.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(found.get('a')).toMatchObject({
      detailedSummary: 'Details.',
      focusOnCompany: true,
      category: 'Product',
    });
  });

  it('asks once more for what was left out, and then does without', async () => {
    const { found, calls } = await run([
      { object: { descriptions: [entry('a')] } },
      { object: { descriptions: [entry('b'), entry('b'), entry('unknown')] } },
    ]);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.question.prompt).toContain('Describe these 2 activities.');
    expect([...found.keys()]).toEqual(['a', 'b']);
  });

  it('takes an empty summary for none', async () => {
    const { found } = await run([
      { object: { descriptions: [entry('a'), entry('b', { detailed_summary: ' ' }), entry('c')] } },
      { object: { descriptions: [] } },
    ]);
    expect([...found.keys()]).toEqual(['a', 'c']);
  });

  it('keeps people and products only that the texts name', async () => {
    const { found } = await run([
      {
        object: {
          descriptions: [
            entry('a', {
              colleague: 'Mireille Adeyo',
              colleague_reason: 'thanked',
              products: ['PickPilot', 'FleetSense'],
            }),
            entry('b', { colleague: 'Tom Smith', colleague_reason: 'guessed' }),
            entry('c'),
          ],
        },
      },
    ]);
    expect(found.get('a')).toMatchObject({ colleague: 'Mireille Adeyo', products: ['PickPilot'] });
    expect(found.get('b')).toMatchObject({ colleague: null, colleagueReason: null });
  });

  it('asks in batches of 25, and goes on when one of them fails', async () => {
    const many = Array.from({ length: 60 }, (_, index) => activity({ key: `k${index}`, ownWords: 'Words.' }));
    const { found, calls } = await run((call, index) => {
      if (index === 1) return { error: new TerminalError('blocked', { code: 'vendor_refused' }) };
      const ids = [...call.question.prompt.matchAll(/"activity_id":"(k\d+)"/gu)].map(([, id]) => id ?? '');
      return { object: { descriptions: index > 2 ? [] : ids.map((id) => entry(id)) } };
    }, many);
    // Three batches, and one question for those of the batch that failed.
    expect(calls).toHaveLength(4);
    expect(found.size).toBe(35);
  });

  it('does not ask again when nothing came at all, and not at all about nothing', async () => {
    expect((await run([{ object: { descriptions: [] } }])).calls).toHaveLength(1);
    expect((await run([], [])).calls).toHaveLength(0);
  });
});
