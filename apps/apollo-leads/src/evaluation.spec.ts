import { type Judgement, makeRubric, scoreOf } from '@userport/lead-score';
import { emptyProposal, judged } from '@userport/lead-score/testing';
import { evaluationOf, plainApproach, rationaleOf, verifiedSignals } from './evaluation';

const { rubric } = makeRubric([{ persona: 'buyer', roles: ['VP Operations'] }], {
  ...emptyProposal,
  seniorities: ['vp'],
  newInRoleMonths: 6,
  signals: [{ text: 'Robot recalls', weight: 2, fields: ['about'], terms: ['recall'], group: null }],
});

const PERSONA: Judgement = {
  answer: 'yes',
  by: 'code',
  field: 'current_employment.title',
  words: 'VP Operations',
  note: null,
};
const SIGNAL: Judgement = { answer: 'yes', by: 'model', field: 'about', words: 'led recalls', note: null };

const evaluated = (judgements: Readonly<Record<string, Judgement>>, made = rubric) => {
  const all = new Map(Object.entries(judgements));
  return { id: 'a', judgements: all, score: scoreOf(made, all) };
};

describe('rationaleOf', () => {
  // W = 4 + 2 + 1 + 2: low 600/9 = 66.7, high 700/9 = 77.8, middle 72.2.
  it('begins with score, interval and what is unknown, then tells what was verified and what does not hold', () => {
    const one = evaluated({
      persona_buyer: PERSONA,
      signal_1: SIGNAL,
      seniority: judged('no'),
      left_company: judged('no'),
    });
    expect(rationaleOf(rubric, one)).toBe(
      '72 (67 to 78; unknown: time in role). Verified: Buyer ("VP Operations", title); ' +
        'Robot recalls ("led recalls", about). Does not hold: level.',
    );
  });

  it('says when nothing was verified, and whether somebody may have left', () => {
    expect(rationaleOf(rubric, evaluated({}))).toBe(
      '50 (0 to 100; unknown: persona, level, time in role, Robot recalls, still at the company). ' +
        'Nothing was verified that speaks for this lead.',
    );
  });

  it('says who is ruled out', () => {
    const one = evaluated({ persona_buyer: PERSONA, left_company: judged('yes') });
    expect(rationaleOf(rubric, one)).toContain('Ruled out: has left the company.');
  });

  it('says when there is nothing to score by', () => {
    const { rubric: none } = makeRubric([], emptyProposal);
    expect(rationaleOf(none, evaluated({}, none))).toMatch(
      /^No score: the product gives no rubric to score by\./,
    );
  });
});

describe('evaluationOf', () => {
  it('has the types that Django stores', () => {
    const one = evaluated({ persona_buyer: PERSONA, signal_1: SIGNAL, left_company: judged('no') });
    const words = { reason: 'Recalls are what the product prevents.', approach: 'Ask about recalls.' };
    expect(evaluationOf(rubric, one, words)).toEqual({
      id: 'a',
      fit_score: 83,
      persona_match: 'buyer',
      matching_signals: ['Buyer ("VP Operations", title)', 'Robot recalls ("led recalls", about)'],
      rationale:
        '83 (67 to 100; unknown: level, time in role). Verified: Buyer ("VP Operations", title); ' +
        'Robot recalls ("led recalls", about). Recalls are what the product prevents.',
      recommended_approach: 'Ask about recalls.',
      overall_analysis: [
        'Qualified.',
        'Confidence 67 of 100.',
        'Would change the score: level, time in role.',
      ],
      key_insights: ['Buyer ("VP Operations", title)', 'Robot recalls ("led recalls", about)'],
      internal_analysis: expect.stringContaining('signal_1 (Robot recalls): yes by model, "led recalls"'),
    });
  });
});

describe('verifiedSignals', () => {
  it('holds nothing that was only claimed', () => {
    const claimed: Judgement = {
      ...SIGNAL,
      answer: 'unknown',
      note: 'The words stand nowhere in the field.',
    };
    expect(verifiedSignals(rubric, evaluated({ signal_1: claimed }))).toEqual([]);
  });
});

describe('plainApproach', () => {
  it('begins with the first verified signal, else with the role', () => {
    expect(plainApproach(rubric, evaluated({ signal_1: SIGNAL }))).toBe(
      'Begin with what the profile says itself: "led recalls".',
    );
    expect(plainApproach(rubric, evaluated({}))).toBe(
      'No signal was verified: begin with what the role has to solve.',
    );
  });
});
