import { freeBill, scriptedModel } from '@userport/ai/testing';
import { criterion, leadFacts } from '@userport/lead-score/testing';
import { askModel, judgementsFrom, shownOf } from './ask-model';
import type { JudgeUnit } from './judge-units';

const recalls = criterion({ id: 'signal_1', fields: ['about'], terms: ['recall'] });
const sites = criterion({ id: 'signal_2', fields: ['about'], terms: ['site'] });
const unit = (key: string, about: string): JudgeUnit => ({
  key,
  criteria: [recalls, sites],
  fields: ['about'],
  facts: leadFacts({ id: key, texts: { about: [about] } }),
});
const call = { signal: new AbortController().signal, bill: freeBill() };
const yes = (words: string) => [{ criterion: 'signal_1', field: 'about', words }];

const asked = async (units: readonly JudgeUnit[], judged: unknown) =>
  askModel(scriptedModel([{ object: { judged } }]), units, call);

describe('askModel', () => {
  it('gives each item its own checked answers, in whatever order they come', async () => {
    const units = [unit('a', 'Led recalls.'), unit('b', 'Opened a site.')];
    const told = await asked(units, [
      { item: 'i2', yes: [], no: ['signal_1'] },
      { item: 'i1', yes: yes('Led recalls'), no: [] },
    ]);
    expect(told['a']?.['signal_1']).toMatchObject({ answer: 'yes', words: 'Led recalls', field: 'about' });
    expect(told['a']?.['signal_2']).toMatchObject({ answer: 'unknown' });
    expect(told['b']?.['signal_1']).toMatchObject({ answer: 'no' });
  });

  it('takes no invented item, and of two entries for one item the first', async () => {
    const told = await asked(
      [unit('a', 'Led recalls.')],
      [
        { item: 'i1', yes: [], no: ['signal_1'] },
        { item: 'i1', yes: yes('Led recalls'), no: [] },
        { item: 'i9', yes: yes('Led recalls'), no: [] },
      ],
    );
    expect(Object.keys(told)).toEqual(['a']);
    expect(told['a']?.['signal_1']?.answer).toBe('no');
  });

  it('leaves forgotten items out', async () => {
    expect(
      await asked([unit('a', 'x'), unit('b', 'y')], [{ item: 'i2', yes: [], no: [] }]),
    ).not.toHaveProperty('a');
  });

  it('shows a model the texts of the allowed fields and nothing else of a lead', async () => {
    const model = scriptedModel([{ object: { judged: [] } }]);
    const facts = leadFacts({
      title: 'Secret title',
      texts: { about: ['x'.repeat(9000)], headline: ['Secret'] },
    });
    await askModel(model, [{ ...unit('a', ''), facts }], call);
    const prompt = model.calls[0]?.question.prompt ?? '';
    expect(prompt).not.toContain('Secret');
    expect(prompt).toContain(`${'x'.repeat(4000)}"`);
  });
});

describe('shownOf', () => {
  it('shows texts in their order as far as there is room, each to its own length', () => {
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(5_000));
    const facts = leadFacts({ texts: { other_employments: [...texts, 'short'], about: ['first'] } });
    const shown = shownOf({ ...unit('a', ''), fields: ['about', 'other_employments'], facts });
    expect(shown['about']).toEqual(['first']);
    expect(shown['other_employments']?.map((text) => text.length)).toEqual([4_000, 4_000]);
  });
});

describe('judgementsFrom', () => {
  const of = (entry: Parameters<typeof judgementsFrom>[1]) =>
    judgementsFrom(unit('a', 'Led recalls.'), entry)['signal_1'];

  it('drops words that stand nowhere', () => {
    expect(of({ item: 'i1', yes: yes('Led six recalls'), no: [] })).toMatchObject({ answer: 'unknown' });
  });

  it('says nothing when the model says both', () => {
    expect(of({ item: 'i1', yes: yes('Led recalls'), no: ['signal_1'] })).toMatchObject({
      answer: 'unknown',
      note: 'The model said both yes and no.',
    });
  });

  it('takes the first of several proofs that holds', () => {
    const both = [...yes('invented recalls'), ...yes('Led recalls')];
    expect(of({ item: 'i1', yes: both, no: [] })).toMatchObject({ answer: 'yes', words: 'Led recalls' });
  });
});
