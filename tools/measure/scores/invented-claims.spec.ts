import { checkClaim } from '@userport/lead-score';
import { inventedClaims } from './invented-claims';

describe('inventedClaims', () => {
  it('are at least 150, each another one, and each refused', () => {
    const claims = inventedClaims();
    const told = claims.map(({ criterion, facts, claim }) =>
      JSON.stringify([criterion.id, facts.title, claim]),
    );
    expect(new Set(told).size).toBeGreaterThanOrEqual(150);
    const accepted = claims.filter(
      ({ criterion, facts, claim }) => checkClaim(criterion, facts, claim).answer === 'yes',
    );
    expect(accepted.map(({ claim, facts }) => [facts.title, claim])).toEqual([]);
  });
});
