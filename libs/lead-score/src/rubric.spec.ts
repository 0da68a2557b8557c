import { LEFT_COMPANY, rubricHash } from './rubric';
import { criterion } from './testing';

describe('rubricHash', () => {
  it('changes with any word of a criterion and with nothing else', () => {
    const rubric = { version: 1, midpoint: 0.5, criteria: [criterion({ id: 'a' }), LEFT_COMPANY] } as const;
    expect(rubricHash(rubric)).toBe(rubricHash(structuredClone(rubric)));
    expect(
      rubricHash({ ...rubric, criteria: [criterion({ id: 'a', text: 'other' }), LEFT_COMPANY] }),
    ).not.toBe(rubricHash(rubric));
  });
});
