import type { Activity } from './activity';
import { mergeRepeats } from './merge-repeats';

const activity = (more: Partial<Activity>): Activity => ({
  key: 'activity:1',
  build: 'recent_activity',
  tabs: ['posts'],
  kind: 'comment',
  reaction: null,
  actor: null,
  byLead: true,
  author: null,
  ownWords: null,
  postText: null,
  quoted: null,
  ids: { act: '1', post: null, comment: null },
  url: null,
  counts: { reactions: null, comments: null, reposts: null },
  reactionKinds: [],
  hashtags: [],
  mentions: [],
  media: [],
  edited: false,
  actedAt: { precision: 'unknown', evidence: '' },
  originalPostedAt: null,
  notes: [],
  ...more,
});

describe('mergeRepeats', () => {
  it('keeps one of the same act and the tabs of both', () => {
    expect(mergeRepeats([activity({}), activity({ tabs: ['comments'] })])).toEqual([
      activity({ tabs: ['posts', 'comments'] }),
    ]);
  });

  it('keeps the one that tells more: the words of a comment', () => {
    const told = activity({
      key: 'comment:2,3',
      tabs: ['comments'],
      ownWords: 'Hello.',
      ids: { act: '1', post: '2', comment: '3' },
    });
    const both = { ...told, tabs: ['posts', 'comments'] };
    expect(mergeRepeats([activity({}), told])).toEqual([both]);
    expect(mergeRepeats([told, activity({ tabs: ['posts'] })])).toMatchObject([
      { ownWords: 'Hello.', ids: { act: '1', comment: '3' } },
    ]);
  });

  it('keeps two comments under one post apart, and a reaction from the post it is about', () => {
    const all = [
      activity({ key: 'comment:2,3', ids: { act: '1', post: '2', comment: '3' } }),
      activity({ key: 'comment:2,4', ids: { act: null, post: '2', comment: '4' } }),
      activity({ key: 'activity:9', kind: 'post', ids: { act: '9', post: '9', comment: null } }),
      activity({ key: 'reaction:9', kind: 'reaction', ids: { act: '9', post: '9', comment: null } }),
    ];
    expect(mergeRepeats(all)).toHaveLength(4);
  });
});
