import { emptyPost, NO_COUNTS, type ShownCard, type ShownComment } from './card';
import { activitiesOf, type CardPlace } from './card-activities';
import { profileLink, profileOf } from './profile-link';
import { authorOf } from './shown-parts';
import { idAt } from './testing';

const at = (iso: string): Date => new Date(iso);
const CAPTURE = { from: at('2026-10-12T08:00:00Z'), to: at('2026-10-12T09:00:00Z') };
const INES = profileOf('Ines Okafor', profileLink('/in/ines'));
const TOM = profileOf('Tom Adeyemi', profileLink('/in/tom'));
const place = (tab: CardPlace['tab']): CardPlace => ({
  tab,
  capture: CAPTURE,
  language: 'en',
  lead: { knownBy: 'address', isLead: (one) => (one === null ? null : one.url === INES.url) },
});
const ref = (iso: string, kind: 'activity' | 'ugcPost' = 'activity') => ({ kind, id: idAt(iso, 1) });

const card = (
  more: Partial<ShownCard> & { author?: string; text?: string | null; age?: string },
): ShownCard => {
  const { author = 'tom', text = 'Plan first.', age = '3d', ...rest } = more;
  const post = {
    ...emptyPost(),
    author: authorOf(author === 'ines' ? 'Ines Okafor' : 'Tom Adeyemi', profileLink(`/in/${author}`), null),
    text,
    age: { visible: age, spoken: '' },
  };
  return {
    build: 'recent_activity',
    refs: [ref('2026-10-10T10:00:00Z')],
    header: null,
    post,
    quoted: null,
    comments: [],
    counts: NO_COUNTS,
    reactionKinds: [],
    sponsored: false,
    missing: [],
    ...rest,
  };
};
const comment = (author: typeof INES, iso: string, more: Partial<ShownComment> = {}): ShownComment => ({
  ref: { post: ref('2026-10-09T10:00:00Z'), id: idAt(iso, 2) },
  author,
  text: 'Agreed.',
  age: null,
  edited: false,
  reply: false,
  mentions: [],
  hashtags: [],
  ...more,
});
const header = (words: string, ...people: (typeof INES)[]) => ({ people, words });

describe('activitiesOf a post', () => {
  it('dates the lead’s own post by its id and keeps its words', () => {
    expect(activitiesOf(card({ author: 'ines', age: '1d' }), place('posts'))).toMatchObject([
      {
        key: `activity:${idAt('2026-10-10T10:00:00Z', 1)}`,
        kind: 'post',
        byLead: true,
        ownWords: 'Plan first.',
        postText: null,
        actedAt: { precision: 'exact', at: at('2026-10-10T10:00:00Z'), evidence: 'id of the activity' },
        originalPostedAt: null,
        url: `https://www.linkedin.com/feed/update/urn:li:activity:${idAt('2026-10-10T10:00:00Z', 1)}/`,
        notes: [],
      },
    ]);
  });

  it('does not take an id for the post’s own where the card does not tell whose post it is', () => {
    const whose = card({});
    const [one] = activitiesOf({ ...whose, post: { ...whose.post, author: null } }, place('posts'));
    expect(one).toMatchObject({
      kind: 'post',
      byLead: null,
      actedAt: { precision: 'interval', from: at('2026-10-10T10:00:00Z'), to: CAPTURE.to },
    });
  });

  it('reports an id that its shown age contradicts', () => {
    expect(activitiesOf(card({ author: 'ines', age: '5d' }), place('posts'))[0]?.notes).toEqual([
      'id and shown age differ by more than one unit',
    ]);
  });

  it.each([
    ['the future', '2026-10-12T10:00:01Z'],
    ['before 2003', '2002-01-01T00:00:00Z'],
  ])('refuses an id from %s and falls back on the age', (_what, iso) => {
    const [activity] = activitiesOf(card({ author: 'ines', refs: [ref(iso)] }), place('posts'));
    expect(activity).toMatchObject({
      ids: { act: null },
      url: null,
      actedAt: { precision: 'interval', from: at('2026-10-08T08:00:00Z'), to: at('2026-10-09T09:00:00Z') },
      notes: ['id refused: before 2003 or in the future'],
    });
    expect(activity?.key).toMatch(/^undated:[a-z2-7]{16}$/u);
  });

  it('calls a quote without own words a repost', () => {
    const quoted = {
      ...emptyPost(),
      author: authorOf('Tom Adeyemi', profileLink('/in/tom'), null),
      text: 'Plan.',
    };
    expect(activitiesOf(card({ author: 'ines', text: null, quoted }), place('posts'))).toMatchObject([
      { kind: 'repost', ownWords: null, quoted: { text: 'Plan.', postedAt: { precision: 'unknown' } } },
    ]);
  });
});

describe('activitiesOf an act on a post', () => {
  it('books an act of several people on the lead', () => {
    const acted = card({ header: header('and like this', TOM, INES) });
    expect(activitiesOf(acted, place('reactions'))).toMatchObject([
      { kind: 'reaction', reaction: 'like', actor: { name: 'Ines Okafor' }, byLead: true, ownWords: null },
    ]);
  });

  it('books the act of somebody else on him', () => {
    const acted = card({ header: header('commented on this', TOM) });
    expect(activitiesOf(acted, place('comments'))).toMatchObject([
      { actor: { name: 'Tom Adeyemi' }, byLead: false },
    ]);
  });

  it('dates a reaction between its id, which may be the post’s, and the capture', () => {
    expect(activitiesOf(card({ header: header('likes this', INES) }), place('reactions'))).toMatchObject([
      {
        key: `reaction:${idAt('2026-10-10T10:00:00Z', 1)}`,
        actedAt: { precision: 'interval', from: at('2026-10-10T10:00:00Z'), to: CAPTURE.to },
        originalPostedAt: {
          precision: 'interval',
          from: at('2026-10-08T08:00:00Z'),
          to: at('2026-10-09T09:00:00Z'),
        },
      },
    ]);
  });

  it('dates a repost exactly when the post has another id', () => {
    const acted = card({ header: header('reposted this', INES) });
    acted.post.refs.push(ref('2026-10-07T10:00:00Z'));
    expect(activitiesOf(acted, place('posts'))).toMatchObject([
      {
        kind: 'repost',
        actedAt: { precision: 'exact', at: at('2026-10-10T10:00:00Z') },
        originalPostedAt: { precision: 'exact', at: at('2026-10-07T10:00:00Z'), evidence: 'id of the post' },
      },
    ]);
  });

  it('takes the id of a ugcPost for the earliest time only: it is made with the draft', () => {
    const acted = card({ header: header('commented on this', INES) });
    acted.post.refs.push(ref('2026-10-08T20:00:00Z', 'ugcPost'));
    expect(activitiesOf(acted, place('comments'))[0]?.originalPostedAt).toMatchObject({
      precision: 'interval',
      from: at('2026-10-08T20:00:00Z'),
      to: at('2026-10-09T09:00:00Z'),
    });
  });

  it('dates an act among several of one card between their ids', () => {
    const refs = [ref('2026-10-10T10:00:00Z'), ref('2026-10-08T10:00:00Z')];
    const acted = card({ refs, header: header('and commented on this', TOM, INES) });
    expect(activitiesOf(acted, place('comments'))).toMatchObject([
      {
        ids: { act: null },
        actedAt: { precision: 'interval', from: at('2026-10-08T10:00:00Z'), to: at('2026-10-10T10:00:00Z') },
      },
    ]);
  });

  it('lets the tab say the act where the header’s language is not known', () => {
    const acted = card({ header: header('har kommunicerat detta', INES) });
    expect(activitiesOf(acted, place('reactions'))).toMatchObject([
      { kind: 'reaction', reaction: 'unknown' },
    ]);
    expect(activitiesOf(acted, place('posts'))).toMatchObject([{ kind: 'repost' }]);
  });

  it('lets a known header win over the tab', () => {
    expect(activitiesOf(card({ header: header('likes this', INES) }), place('comments'))).toMatchObject([
      { kind: 'reaction' },
    ]);
  });

  it('does not guess who acted where nobody is named', () => {
    expect(activitiesOf(card({}), place('comments'))).toMatchObject([
      { kind: 'comment', actor: null, byLead: null, ownWords: null, postText: 'Plan first.' },
    ]);
  });
});

describe('activitiesOf comments in the page', () => {
  const acted = card({
    header: header('commented on this', INES),
    comments: [
      comment(TOM, '2026-10-10T08:00:00Z'),
      comment(INES, '2026-10-10T09:59:49Z'),
      comment(INES, '2026-10-10T11:00:00Z', { reply: true, text: 'And again.' }),
    ],
  });

  it('takes those of the lead, each dated by its own id', () => {
    expect(activitiesOf(acted, place('comments'))).toMatchObject([
      {
        kind: 'comment',
        byLead: true,
        ownWords: 'Agreed.',
        postText: 'Plan first.',
        ids: { act: idAt('2026-10-10T10:00:00Z', 1), post: idAt('2026-10-09T10:00:00Z', 1) },
        actedAt: { precision: 'exact', at: at('2026-10-10T09:59:49Z'), evidence: 'id of the comment' },
        originalPostedAt: { precision: 'exact', at: at('2026-10-09T10:00:00Z') },
      },
      {
        kind: 'reply',
        ownWords: 'And again.',
        ids: { act: null },
        actedAt: { at: at('2026-10-10T11:00:00Z') },
      },
    ]);
  });

  it('takes none of them for a reaction', () => {
    const liked = { ...acted, header: header('likes this', INES) };
    expect(activitiesOf(liked, place('reactions'))).toMatchObject([{ kind: 'reaction', ownWords: null }]);
  });

  it('falls back on the id of the card where the comment has none', () => {
    const bare = { ...acted, comments: [comment(INES, '2026-10-10T09:59:49Z', { ref: null })] };
    expect(activitiesOf(bare, place('comments'))).toMatchObject([
      { ids: { comment: null }, actedAt: { at: at('2026-10-10T10:00:00Z'), evidence: 'id of the activity' } },
    ]);
  });
});
