import { emptyPost } from './card';

describe('emptyPost', () => {
  it('shares nothing with the one before', () => {
    const first = emptyPost();
    first.hashtags.push('uptime');
    expect(emptyPost().hashtags).toEqual([]);
    expect(emptyPost().text).toBeNull();
  });
});
