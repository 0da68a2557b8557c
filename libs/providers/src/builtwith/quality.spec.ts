import fc from 'fast-check';
import { factsOf } from './facts';
import { profileOf } from './quality';
import type { DomainFacts } from './schemas';

const NOW = Date.UTC(2026, 10, 23);
const DAY_MS = 24 * 60 * 60 * 1000;
type Fact = DomainFacts['technologies'][number];

const seen = (daysAgo: number | null, more: Partial<Fact> = {}): Fact => ({
  name: 'A',
  tags: [],
  categories: [],
  firstSeen: null,
  lastSeen: daysAgo === null ? null : new Date(NOW - daysAgo * DAY_MS).toISOString(),
  isLive: false,
  isPremium: false,
  paths: 0,
  ...more,
});
const judge = (...technologies: Fact[]) =>
  profileOf({ ...factsOf('q.example', undefined), technologies }, NOW);
const confidence = (fact: Fact) => judge(fact).technologies[0]?.confidence;

describe('how sure a technology is', () => {
  it.each([
    ['seen 30 days ago', seen(30), 0.7],
    ['seen 31 days ago', seen(31), 0.65],
    ['seen 90 days ago', seen(90), 0.65],
    ['seen 91 days ago', seen(91), 0.6],
    ['seen 180 days ago', seen(180), 0.6],
    ['seen 181 days ago', seen(181), 0.55],
    ['seen 365 days ago', seen(365), 0.55],
    ['of unknown date', seen(null), 0.5],
    ['live', seen(null, { isLive: true }), 0.8],
    ['on three pages', seen(null, { paths: 3 }), 0.56],
    ['on fifty pages', seen(null, { paths: 50 }), 0.6],
    ['in two categories', seen(null, { categories: ['a', 'b'] }), 0.54],
    ['in eight categories', seen(null, { categories: [...'abcdefgh'] }), 0.6],
    ['all of it', seen(1, { isLive: true, paths: 9, categories: [...'abcdef'] }), 1],
  ])('%s', (_what, fact, expected) => {
    expect(confidence(fact)).toBe(expected);
  });

  it('is not asked of what was not seen for more than a year', () => {
    expect(judge(seen(365.1)).technologies).toEqual([]);
  });

  it('is between a half and one, and orders the list', () => {
    const fact = fc.record({
      daysAgo: fc.option(fc.integer({ min: 0, max: 800 })),
      isLive: fc.boolean(),
      paths: fc.nat(40),
      categories: fc.array(fc.string(), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 20 }), (all) => {
        const facts = all.map(({ daysAgo, ...more }) => seen(daysAgo, more));
        const sure = judge(...facts).technologies.map((one) => one.confidence);
        return sure.every((one, index) => one >= 0.5 && one <= 1 && one <= (sure[index - 1] ?? 1));
      }),
    );
  });
});

describe('what a profile is worth', () => {
  const many = (count: number, more: Partial<Fact> = {}) =>
    Array.from({ length: count }, (_, index) => seen(null, { name: `T${index}`, ...more }));

  it.each([
    ['nothing known', [], 'insufficient_data'],
    // Count 0, mean 0.5: 0.1.
    ['two unsure ones', many(2), 'low'],
    // Count 0.2, mean 0.52: 0.1, one category of three: 0.1.
    ['three in one category', many(3, { categories: ['a'] }), 'medium'],
    // Count 0.3, mean 0.8: 0.3, varied 0.
    ['eight live ones', many(8, { isLive: true }), 'medium'],
    // The same and premium 0.1.
    ['eight live ones, paid for', many(8, { isLive: true, isPremium: true }), 'high'],
    // Count 0.4, mean 0.8: 0.3.
    ['fifteen live ones', many(15, { isLive: true }), 'high'],
  ])('%s', (_what, technologies, quality) => {
    expect(judge(...technologies).quality).toBe(quality);
  });
});
