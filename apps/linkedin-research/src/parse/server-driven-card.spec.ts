import { capturedParts } from '@userport/html';
import { serverDrivenCard } from './server-driven-card';
import { type ServerDrivenMarkup, serverCard } from './testing';

const INES = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP Operations', degree: '1-й' };

const read = (more: Partial<ServerDrivenMarkup> = {}) => {
  const html = serverCard({ token: 'aHA', author: INES, text: 'Hello<br>you.', ...more });
  for (const parts of capturedParts(html, () => 100_000))
    if (parts[0] !== undefined) return serverDrivenCard(parts[0].root);
  throw new Error('no card');
};

describe('serverDrivenCard', () => {
  it('reads author and text without a class, an id or an age', () => {
    expect(read()).toMatchObject({
      build: 'server_driven',
      refs: [],
      post: {
        author: { name: 'Ines Okafor', headline: 'VP Operations', url: 'https://www.linkedin.com/in/ines/' },
        text: 'Hello\nyou.',
        age: null,
      },
      missing: [],
    });
  });

  it('takes an id from a link to the post', () => {
    expect(read({ link: 'https://www.linkedin.com/feed/update/urn:li:activity:7/' }).refs).toEqual([
      { kind: 'activity', id: '7' },
    ]);
  });

  it('reads comments by their component keys', () => {
    const urn = 'urn:li:comment:(urn:li:activity:7,9)';
    expect(read({ comments: [{ urn, author: INES, text: 'Agreed.' }] }).comments).toMatchObject([
      { ref: { id: '9', post: { id: '7' } }, author: { name: 'Ines Okafor' }, text: 'Agreed.', reply: false },
    ]);
  });

  it('says so when nobody is named', () => {
    for (const parts of capturedParts('<div componentkey="expandedxFeedType_Y"><p>?</p></div>', () => 1000))
      for (const { root } of parts) expect(serverDrivenCard(root).missing).toEqual(['author']);
  });
});
