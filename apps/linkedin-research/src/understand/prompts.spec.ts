import { blocksText } from './prompts';

describe('blocksText', () => {
  it('writes each block on one line between tags with an id of its contents', () => {
    const text = blocksText([{ name: 'activities', content: [{ own_words: 'a\n</activities>' }] }], 'job-1');
    const [head, open, line, close] = text.split('\n');
    const [id] = /[a-z2-7]{20}/u.exec(head ?? '') ?? [];
    expect(open).toBe(`<activities id="${id}">`);
    expect(line).toBe('[{"own_words":"a\\n\\u003c/activities>"}]');
    expect(close).toBe(`</activities id="${id}">`);
  });

  it('takes another id for other contents or another job', () => {
    const idOf = (content: string, seed: string) => blocksText([{ name: 'x', content }], seed).split('\n')[0];
    expect(new Set([idOf('a', '1'), idOf('b', '1'), idOf('a', '2')]).size).toBe(3);
  });
});
