import { headerVerb, reactionOfCode } from './header-verb';

describe('headerVerb', () => {
  it.each([
    ['commented on this', 'comment', null],
    ['and 3 others commented on this', 'comment', null],
    ['replied to Tom’s comment on this', 'reply', null],
    ['reposted this', 'repost', null],
    ['likes this', 'reaction', 'like'],
    ['liked this', 'reaction', 'like'],
    ['loves this', 'reaction', 'love'],
    ['celebrates this', 'reaction', 'celebrate'],
    ['supports this', 'reaction', 'support'],
    ['finds this insightful', 'reaction', 'insightful'],
    ['finds this funny', 'reaction', 'funny'],
    ['hat dies kommentiert', 'comment', null],
    ['hat dies geteilt', 'repost', null],
    ['gefällt das', 'reaction', 'like'],
    ['a commenté ceci', 'comment', null],
    ['aime ceci', 'reaction', 'like'],
    ['ha comentado esto', 'comment', null],
    ['recomienda esto', 'reaction', 'like'],
    ['comentou isto', 'comment', null],
    ['gostou disto', 'reaction', 'like'],
    ['heeft hierop gereageerd', 'comment', null],
    ['vindt dit leuk', 'reaction', 'like'],
    ['ha commentato questo post', 'comment', null],
    ['consiglia questo post', 'reaction', 'like'],
    ['skomentował(a) to', 'comment', null],
    ['poleca to', 'reaction', 'like'],
    ['buna yorum yaptı', 'comment', null],
    ['bunu beğendi', 'reaction', 'like'],
    ['さんがコメントしました', 'comment', null],
    ['さんがいいね！しました', 'reaction', 'like'],
  ])('reads %j', (words, kind, reaction) => {
    expect(headerVerb(words)).toEqual({ kind, reaction });
  });

  it.each(['', 'har kommunicerat', 'is hiring'])('reads nothing in %j', (words) => {
    expect(headerVerb(words)).toBeUndefined();
  });
});

describe('reactionOfCode', () => {
  it.each([
    ['LIKE', 'like'],
    ['praise', 'celebrate'],
    ['APPRECIATION', 'support'],
    ['EMPATHY', 'love'],
    ['INTEREST', 'insightful'],
    ['ENTERTAINMENT', 'funny'],
    ['MAYBE', 'unknown'],
  ])('reads %s', (code, kind) => {
    expect(reactionOfCode(code)).toBe(kind);
  });
});
