import { embeddedCards, mayHoldUpdates } from './embedded-data';

const UPDATE = 'com.linkedin.voyager.dash.feed.Update';
const COUNTS = 'com.linkedin.voyager.dash.feed.SocialActivityCounts';
const post = {
  $type: UPDATE,
  entityUrn: 'urn:li:fsd_update:(urn:li:activity:7,MEMBER_SHARES)',
  metadata: { backendUrn: 'urn:li:activity:7' },
  actor: {
    name: { text: 'Ines Okafor' },
    description: { text: 'VP Operations' },
    subDescription: { text: '2d • Edited • ' },
    navigationContext: { actionTarget: 'https://www.linkedin.com/in/ines?x=1' },
  },
  commentary: { text: { text: 'Lists win. #uptime' } },
  content: { articleComponent: { title: { text: 'A report' } }, pollComponent: null },
};
const counts = {
  $type: COUNTS,
  entityUrn: 'urn:li:fsd_socialActivityCounts:urn:li:activity:7',
  numLikes: 5,
  numComments: 2,
  numShares: null,
  reactionTypeCounts: [
    { reactionType: 'LIKE', count: 1 },
    { reactionType: 'PRAISE', count: 4 },
  ],
};
const text = (...included: readonly unknown[]) => JSON.stringify({ data: {}, included });

describe('embeddedCards', () => {
  it('reads a post and its numbers', () => {
    expect(embeddedCards(text(counts, post))).toMatchObject([
      {
        build: 'embedded_data',
        refs: [{ kind: 'activity', id: '7' }],
        header: null,
        post: {
          author: {
            name: 'Ines Okafor',
            url: 'https://www.linkedin.com/in/ines/',
            headline: 'VP Operations',
          },
          text: 'Lists win. #uptime',
          age: { visible: '2d • Edited • ' },
          edited: true,
          hashtags: ['uptime'],
          media: [{ kind: 'article', title: 'A report' }],
        },
        counts: { reactions: 5, comments: 2, reposts: null },
        reactionKinds: ['celebrate', 'like'],
      },
    ]);
  });

  it('puts a shared post into the one that shares it', () => {
    const outer = {
      ...post,
      entityUrn: 'urn:li:fsd_update:(urn:li:activity:8)',
      metadata: null,
      '*resharedUpdate': post.entityUrn,
    };
    const cards = embeddedCards(text(outer, post));
    expect(cards).toMatchObject([
      { refs: [{ id: '8' }], quoted: { text: 'Lists win. #uptime', refs: [{ id: '7' }] } },
    ]);
  });

  it('reads who acted from the header', () => {
    const header = {
      text: { text: 'Ines Okafor commented on this' },
      navigationContext: { actionTarget: '/in/ines' },
    };
    expect(embeddedCards(text({ ...post, header }))[0]?.header).toMatchObject({
      people: [{ url: 'https://www.linkedin.com/in/ines/' }],
      words: 'Ines Okafor commented on this',
    });
  });

  it.each(['', 'null', '{"included":1}', '{"included":[{}]}', text({ $type: UPDATE, metadata: 3 })])(
    'reads nothing in %s',
    (hostile) => {
      expect(embeddedCards(hostile)).toEqual([]);
    },
  );
});

describe('mayHoldUpdates', () => {
  it('looks for the name of the type', () => {
    expect([mayHoldUpdates(text(post)), mayHoldUpdates('{}')]).toEqual([true, false]);
  });
});
