import { factsHash, textsOf } from './lead-facts';
import { leadFacts } from './testing';

describe('textsOf', () => {
  it('tells what a field says, and nothing of an empty one', () => {
    const facts = leadFacts({ title: 'VP Operations', texts: { about: ['Runs sites.'] } });
    expect(textsOf(facts, 'current_employment.title')).toEqual(['VP Operations']);
    expect(textsOf(facts, 'about')).toEqual(['Runs sites.']);
    expect(textsOf(facts, 'headline')).toEqual([]);
    expect(textsOf(leadFacts({ title: '  ' }), 'current_employment.title')).toEqual([]);
  });
});

describe('factsHash', () => {
  it('does not move when a field moves that may not be read', () => {
    const before = leadFacts({ title: 'VP Operations', texts: { about: ['a'] } });
    const after = leadFacts({ id: 'other', title: 'VP Operations', texts: { about: ['b'] } });
    expect(factsHash(after, ['current_employment.title'])).toBe(
      factsHash(before, ['current_employment.title']),
    );
    expect(factsHash(after, ['about'])).not.toBe(factsHash(before, ['about']));
  });

  it('does not depend on the order of fields', () => {
    const facts = leadFacts({ texts: { about: ['a'], headline: ['b'] } });
    expect(factsHash(facts, ['about', 'headline'])).toBe(factsHash(facts, ['headline', 'about']));
  });
});
