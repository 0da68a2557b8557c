import { byCode } from './judgement';

describe('byCode', () => {
  it('says who judged, where and by which words', () => {
    expect(byCode('yes', 'about', 'words')).toEqual({
      answer: 'yes',
      by: 'code',
      field: 'about',
      words: 'words',
      note: null,
    });
  });
});
