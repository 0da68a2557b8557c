import { nameSimilarity, sameName } from './similar-names';

describe('nameSimilarity', () => {
  // 2 times the equal letters over all letters: `quarrystone` is 11 letters, ` gmbh` 5 more.
  it.each([
    ['Quarrystone', 'Quarrystone', 1],
    ['Quarrystone', 'QUARRYSTONE!', 1],
    ['Quarrystone', 'Quarrystone GmbH', 22 / 27],
    ['abcd', 'bcde', 6 / 8],
    ['abc', 'xyz', 0],
    ['', '', 0],
    ['', 'a', 0],
  ])('compares %j and %j', (a, b, similarity) => {
    expect(nameSimilarity(a, b)).toBeCloseTo(similarity, 9);
  });

  it('takes names of any length in little time', () => {
    const beganMs = performance.now();
    expect(nameSimilarity('a'.repeat(1e6), 'b'.repeat(1e6))).toBe(0);
    expect(performance.now() - beganMs).toBeLessThan(200);
  });
});

describe('sameName', () => {
  it.each([
    ['Northwind Robotics', 'Northwind Robotics B.V.', true],
    ['Northwind Robotics', 'Southwind Robots', true],
    ['Northwind Robotics', 'Harbour Mills', false],
    [null, 'Northwind', false],
    ['Northwind', null, false],
  ])('takes %j and %j as one: %s', (a, b, same) => {
    expect(sameName(a, b)).toBe(same);
  });
});
