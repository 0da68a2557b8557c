import { capturedParts } from '@userport/html';
import { publicCard } from './public-card';
import { publicArticle } from './testing';

const read = (html: string) => {
  for (const parts of capturedParts(html, () => 100_000))
    if (parts[0] !== undefined) return publicCard(parts[0].root);
  throw new Error('no card');
};

describe('publicCard', () => {
  it('reads id, author, words, age and numbers', () => {
    const author = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP Operations' };
    const html = publicArticle('urn:li:activity:7', author, '2d', 'Fewer alarms.', {
      reactions: 310,
      comments: 0,
    });
    expect(read(html)).toMatchObject({
      build: 'public_page',
      refs: [{ kind: 'activity', id: '7' }],
      post: {
        author: { name: 'Ines Okafor', url: 'https://www.linkedin.com/in/ines/', headline: 'VP Operations' },
        text: 'Fewer alarms.',
        age: { visible: '2d', spoken: '' },
      },
      counts: { reactions: 310, comments: 0, reposts: null },
      missing: [],
    });
  });

  it('says so when nobody is named', () => {
    expect(read('<article data-activity-urn="urn:li:activity:7"></article>').missing).toEqual(['author']);
  });
});
