import fc from 'fast-check';
import { commentIn, commentUrl, postsIn, postUrl, timeOfId } from './linkedin-ids';

const LATEST = Date.parse('2026-11-24T00:00:00Z');

describe('timeOfId', () => {
  it.each([
    // 7257142988710060033 / 2^22 = 1730237719705.0…
    ['7257142988710060033', '2024-10-29T21:35:19.705Z'],
    ['7343690369773035520', '2025-06-25T17:23:43.323Z'],
  ])('reads %s', (id, iso) => {
    expect(timeOfId(id, LATEST)?.toISOString()).toBe(iso);
  });

  it.each([
    ['nothing', ''],
    ['words', 'abc'],
    ['a sign', '-7257142988710060033'],
    ['twenty digits', '72571429887100600330'],
    ['a time before 2003', String(BigInt(Date.parse('2002-12-31T23:59:59.999Z')) << 22n)],
    ['a time after the latest', String(BigInt(LATEST + 1) << 22n)],
  ])('refuses %s', (_what, id) => {
    expect(timeOfId(id, LATEST)).toBeUndefined();
  });

  it('gives back the millisecond of every id, whatever its sequence', () => {
    const times = fc.integer({ min: Date.UTC(2003, 0, 1), max: LATEST });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 2 ** 22 - 1 }), (ms, sequence) => {
        expect(timeOfId(String((BigInt(ms) << 22n) + BigInt(sequence)), LATEST)?.getTime()).toBe(ms);
      }),
    );
  });
});

describe('postsIn', () => {
  it.each([
    ['urn:li:activity:12', [{ kind: 'activity', id: '12' }]],
    ['highlightedUpdateUrns=urn%3Ali%3Aactivity%3A12', [{ kind: 'activity', id: '12' }]],
    ['urn:li:fsd_update:(urn:li:ugcPost:3,MEMBER_SHARES)', [{ kind: 'ugcPost', id: '3' }]],
    [
      'urn:li:aggregate:(urn:li:activity:1,urn:li:activity:2,urn:li:activity:1)',
      [
        { kind: 'activity', id: '1' },
        { kind: 'activity', id: '2' },
      ],
    ],
    ['urn:li:member:4 %zz', []],
  ])('finds in %s', (text, posts) => {
    expect(postsIn(text)).toEqual(posts);
  });
});

describe('commentIn', () => {
  const comment = { post: { kind: 'activity', id: '7' }, id: '9' };

  it.each([
    ['urn:li:comment:(activity:7,9)'],
    ['urn:li:comment:(urn:li:activity:7,9)'],
    ['replaceableComment_urn:li:comment:(urn:li:activity:7,9)'],
    ['urn%3Ali%3Acomment%3A%28activity%3A7%2C9%29'],
    ['urn:li:fsd_comment:(9,urn:li:activity:7)'],
  ])('reads %s', (text) => {
    expect(commentIn(text)).toEqual(comment);
  });

  it('finds none in other urns', () => {
    expect(commentIn('urn:li:activity:7')).toBeUndefined();
  });
});

describe('addresses', () => {
  it('lead to the post and to the comment itself', () => {
    const post = { kind: 'activity', id: '7' } as const;
    expect(postUrl(post)).toBe('https://www.linkedin.com/feed/update/urn:li:activity:7/');
    expect(commentUrl({ post, id: '9' })).toBe(
      'https://www.linkedin.com/feed/update/urn:li:activity:7/?commentUrn=urn%3Ali%3Acomment%3A%28activity%3A7%2C9%29',
    );
  });
});
