import fc from 'fast-check';
import type { Answer, Judgements } from './judgement';
import type { Criterion, Rubric } from './rubric';
import { scoreOf, valueOf } from './score';
import { criterion, judged } from './testing';

const rubricOf = (criteria: readonly Criterion[]): Rubric => ({ version: 1, midpoint: 0.5, criteria });
const judgementsOf = (answers: Readonly<Record<string, Answer>>): Judgements =>
  new Map(Object.entries(answers).map(([id, answer]) => [id, judged(answer)]));

const PERSONA = [
  criterion({ id: 'persona_buyer', kind: 'persona', weight: 4, group: 'persona', persona: 'buyer' }),
  criterion({
    id: 'persona_influencer',
    kind: 'persona',
    weight: 4,
    group: 'persona',
    persona: 'influencer',
  }),
  criterion({ id: 'persona_end_user', kind: 'persona', weight: 4, group: 'persona', persona: 'end_user' }),
];
const LEFT = criterion({ id: 'left_company', kind: 'exclusion', weight: 4, group: 'exclusions' });
const RUBRIC = rubricOf([
  ...PERSONA,
  criterion({ id: 'seniority', kind: 'seniority', weight: 2 }),
  criterion({ id: 'signal_1', weight: 2 }),
  criterion({ id: 'time', kind: 'time_in_role', weight: 1 }),
  LEFT,
]);
const NO_PERSONA = { persona_buyer: 'no', persona_influencer: 'no', persona_end_user: 'no' } as const;

describe('scoreOf', () => {
  // W = 4 + 2 + 2 + 1 = 9.
  it.each([
    [
      'everything known',
      { persona_buyer: 'yes', seniority: 'yes', signal_1: 'yes', time: 'yes', left_company: 'no' },
      { fit: 100, low: 100, high: 100, confidence: 100, qualified: true, persona: 'buyer' },
    ],
    // low 600/9 = 66.67, high 900/9 = 100, middle 83.33.
    [
      'two open',
      { persona_influencer: 'yes', seniority: 'yes', left_company: 'no' },
      { fit: 83, low: 67, high: 100, confidence: 67, qualified: true, persona: 'influencer' },
    ],
    // low 200/9 = 22.2, high 500/9 = 55.6, middle 38.9.
    [
      'no persona',
      { ...NO_PERSONA, seniority: 'yes', left_company: 'no' },
      { fit: 39, low: 22, high: 56, confidence: 67, qualified: false, persona: null },
    ],
    // high = min(20, 100), low = min(20, 66.7).
    [
      'gone',
      { persona_buyer: 'yes', seniority: 'yes', left_company: 'yes' },
      { fit: 20, low: 20, high: 20, confidence: 100, qualified: false, persona: 'buyer' },
    ],
    // low = min(20, 66.7), high = 100.
    [
      'perhaps gone',
      { persona_buyer: 'yes', seniority: 'yes' },
      { fit: 60, low: 20, high: 100, confidence: 20, qualified: false, persona: 'buyer' },
    ],
    ['nothing known', {}, { fit: 50, low: 0, high: 100, confidence: 0, qualified: false, persona: null }],
    [
      'two personas',
      { persona_end_user: 'yes', persona_influencer: 'yes', left_company: 'no' },
      { low: 44, high: 100, persona: 'influencer', qualified: true },
    ],
  ] as const)('scores %s', (_what, answers, expected) => {
    expect(scoreOf(RUBRIC, judgementsOf(answers))).toMatchObject(expected);
  });

  it('rounds half up from unrounded ends: 1 of 8 is 12.5 to 100, so 56.25', () => {
    const rubric = rubricOf([
      criterion({ id: 'a', weight: 1 }),
      criterion({ id: 'b', weight: 4 }),
      criterion({ id: 'c', weight: 2 }),
      criterion({ id: 'd', weight: 1 }),
    ]);
    expect(scoreOf(rubric, judgementsOf({ a: 'yes' }))).toMatchObject({ low: 13, high: 100, fit: 56 });
    expect(scoreOf(rubric, judgementsOf({ a: 'yes', b: 'no', c: 'no', d: 'no' }))).toMatchObject({
      low: 13,
      high: 13,
      fit: 13,
    });
  });

  it('is qualified from exactly 40 on', () => {
    const rubric = rubricOf([
      criterion({ id: 'a', weight: 2 }),
      criterion({ id: 'b', weight: 2 }),
      criterion({ id: 'c', weight: 1 }),
    ]);
    expect(scoreOf(rubric, judgementsOf({ a: 'yes', b: 'no', c: 'no' })).qualified).toBe(true);
    const other = rubricOf([criterion({ id: 'a', weight: 1 }), criterion({ id: 'b', weight: 2 })]);
    expect(scoreOf(other, judgementsOf({ a: 'yes', b: 'no' })).qualified).toBe(false);
  });

  it('has no score where the rubric has nothing to score by', () => {
    expect(scoreOf(rubricOf([LEFT]), judgementsOf({ left_company: 'no' }))).toMatchObject({
      fit: null,
      qualified: false,
    });
  });

  it('gives a group of alternatives the weight of its largest member', () => {
    const rubric = rubricOf([
      criterion({ id: 'a', weight: 1, group: 'g' }),
      criterion({ id: 'b', weight: 4, group: 'g' }),
      criterion({ id: 'c', weight: 1 }),
    ]);
    expect(scoreOf(rubric, judgementsOf({ a: 'yes', c: 'no' }))).toMatchObject({ low: 80, high: 80 });
  });
});

describe('valueOf', () => {
  it.each([
    [['yes', 'unknown', 'no'], 'yes'],
    [['no', 'no'], 'no'],
    [['no', 'unknown'], 'unknown'],
    [[], 'no'],
  ] as const)('takes %j as %s', (answers, value) => {
    expect(valueOf(answers)).toBe(value);
  });
});

const ANSWERS = ['no', 'unknown', 'yes'] as const;
const criteria = fc.array(
  fc.record({
    kind: fc.constantFrom('persona' as const, 'signal' as const, 'exclusion' as const),
    weight: fc.constantFrom(1 as const, 2 as const, 4 as const),
    group: fc.constantFrom('g1', 'g2', 'g3', 'g4'),
    answer: fc.constantFrom(...ANSWERS),
  }),
  { minLength: 1, maxLength: 10 },
);

type Drawn = typeof criteria extends fc.Arbitrary<infer T> ? T : never;

const scored = (drawn: Drawn, answers: readonly Answer[]) => {
  const all = drawn.map(({ kind, weight, group }, index) =>
    criterion({ id: `c${index}`, kind, weight, group: kind === 'exclusion' ? 'exclusions' : group }),
  );
  return scoreOf(rubricOf(all), new Map(answers.map((answer, index) => [`c${index}`, judged(answer)])));
};

const completions = (answers: readonly Answer[]): Answer[][] =>
  answers.reduce<Answer[][]>(
    (all, answer) =>
      all.flatMap((part) =>
        answer === 'unknown'
          ? [
              [...part, 'yes' as const],
              [...part, 'no' as const],
            ]
          : [[...part, answer]],
      ),
    [[]],
  );

describe('scoreOf, whatever the rubric', () => {
  it('never falls when a positive criterion goes from no to unknown to yes, nor rises when an exclusion does', () => {
    fc.assert(
      fc.property(criteria, fc.nat(), (drawn, pick) => {
        const at = pick % drawn.length;
        const fits = ANSWERS.map((answer) => {
          const answers = drawn.map((one, index) => (index === at ? answer : one.answer));
          const { fit, low, high } = scored(drawn, answers);
          return [fit ?? 0, low, high];
        });
        const sign = drawn[at]?.kind === 'exclusion' ? -1 : 1;
        fits.slice(1).forEach((next, index) => {
          next.forEach((value, part) =>
            expect(sign * (value - (fits[index]?.[part] ?? 0))).toBeGreaterThanOrEqual(0),
          );
        });
      }),
    );
  });

  it('holds the score of every completion of what is unknown between low and high', () => {
    fc.assert(
      fc.property(criteria, (drawn) => {
        const answers = drawn.map(({ answer }) => answer);
        const { low, high, fit } = scored(drawn, answers);
        if (fit === null) return;
        for (const complete of completions(answers)) {
          const exact = scored(drawn, complete);
          expect(exact.low).toBeGreaterThanOrEqual(low);
          expect(exact.high).toBeLessThanOrEqual(high);
          expect(exact.low).toBe(exact.high);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('has whole numbers with low, score and high in order', () => {
    fc.assert(
      fc.property(criteria, (drawn) => {
        const score = scored(
          drawn,
          drawn.map(({ answer }) => answer),
        );
        const { low, high, confidence } = score;
        const fit = score.fit ?? low;
        expect([low, high, confidence, fit].every(Number.isInteger)).toBe(true);
        expect(0 <= low && low <= fit && fit <= high && high <= 100).toBe(true);
      }),
    );
  });
});
