import { makeRubric, openCodeJudge } from '@userport/lead-score';
import { emptyProposal, leadFacts, NOW_MS } from '@userport/lead-score/testing';
import { judgeByCode } from './judge-units';

const signal = { weight: 2, group: null, terms: ['recall'], fields: ['about'] };
const { rubric } = makeRubric(
  [
    { persona: 'buyer', roles: ['VP Operations'] },
    { persona: 'influencer', roles: ['Automation Lead'] },
  ],
  {
    ...emptyProposal,
    signals: [
      { ...signal, text: 'Recalls' },
      { ...signal, text: 'Sites' },
      { ...signal, text: 'Projects', fields: ['projects'] },
    ],
  },
);
const judge = openCodeJudge(rubric);
const of = (facts: Parameters<typeof leadFacts>[0]) => judgeByCode(rubric, judge, leadFacts(facts), NOW_MS);

describe('judgeByCode', () => {
  it('leaves a title that no pattern decides as one unit for all personas', () => {
    const { open } = of({ title: 'Keeper of Robots' });
    expect(open.map(({ criteria }) => criteria.map(({ id }) => id))).toEqual([
      ['persona_buyer', 'persona_influencer'],
    ]);
  });

  it('asks about no other persona once a pattern has decided', () => {
    const { judgements, open } = of({ title: 'VP Operations' });
    expect(open).toEqual([]);
    expect([judgements.get('persona_buyer')?.answer, judgements.get('persona_influencer')?.answer]).toEqual([
      'yes',
      'no',
    ]);
  });

  it('calls a signal unknown where none of its fields says anything', () => {
    const { judgements } = of({ title: 'VP Operations' });
    expect(judgements.get('signal_1')).toMatchObject({
      answer: 'unknown',
      by: 'code',
      note: 'Nothing is known of about.',
    });
  });

  it('asks at once about the signals that read the same fields', () => {
    const { open } = of({ title: 'VP Operations', texts: { about: ['a'], projects: ['b'] } });
    expect(open.map(({ criteria }) => criteria.map(({ id }) => id))).toEqual([
      ['signal_1', 'signal_2'],
      ['signal_3'],
    ]);
  });

  it('names a unit by the facts that count for it, and by no others', () => {
    const [one] = of({ id: 'x', title: 'Keeper of Robots', seniority: 'vp' }).open;
    const [other] = of({ id: 'y', title: 'Keeper of Robots', startDate: '2020' }).open;
    expect(one?.key).toBe(other?.key);
    expect(of({ title: 'Keeper of Cats' }).open[0]?.key).not.toBe(one?.key);
  });
});
