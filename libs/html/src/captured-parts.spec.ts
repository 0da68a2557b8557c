import { type CapturedPart, capturedParts, type WantPart } from './captured-parts';
import { findElements, shownText } from './markup';

const wantCards: WantPart = (tag) => (tag === 'article' ? 100_000 : 0);

function read(
  html: string,
  want: WantPart = wantCards,
): { parts: CapturedPart[]; whole: boolean; steps: number } {
  const parts: CapturedPart[] = [];
  const stream = capturedParts(html, want);
  for (let steps = 1; ; steps += 1) {
    const next = stream.next();
    if (next.done === true) return { parts, whole: next.value, steps };
    parts.push(...next.value);
  }
}

const texts = (parts: readonly CapturedPart[]): string[] => parts.map(({ root }) => shownText(root));

describe('capturedParts', () => {
  it('gives the wanted elements in order and nothing of the rest', () => {
    const { parts, whole } = read('<h1>x</h1><article>one</article><p>y</p><article><b>two</b></article>');
    expect(texts(parts)).toEqual(['one', 'two']);
    expect(parts.map(({ trouble }) => trouble)).toEqual([undefined, undefined]);
    expect(whole).toBe(true);
  });

  it('asks about elements outside of parts only', () => {
    const asked: string[] = [];
    read('<ul><li></li></ul><article><p><article>in</article></p></article>', (tag) => {
      asked.push(tag);
      return wantCards(tag, {});
    });
    expect(asked).toEqual(['ul', 'li', 'article']);
  });

  it('hands a part over as soon as it ended, 32 KiB at a time', () => {
    const card = `<article>${'x'.repeat(40 * 1024)}</article>`;
    const { parts, steps } = read(card.repeat(4));
    expect(parts).toHaveLength(4);
    // 4 x 40 KiB and the tags are 6 chunks; the end and the answer are two more steps.
    expect(steps).toBe(8);
  });

  it.each([
    ['a tag split between chunks', 32 * 1024 - 4],
    ['an attribute split between chunks', 32 * 1024 - 14],
  ])('reads %s', (_what, before) => {
    const { parts } = read(`${' '.repeat(before)}<article data-urn="urn:li:activity:1">one</article>`);
    expect(parts[0]?.root.attributes).toEqual({ 'data-urn': 'urn:li:activity:1' });
    expect(texts(parts)).toEqual(['one']);
  });

  it('marks a part that the page cuts off', () => {
    const { parts } = read('<article><p>half a sen');
    expect(texts(parts)).toEqual(['half a sen']);
    expect(parts[0]?.trouble).toBe('cut_off');
  });

  it('marks a part deeper than 256 levels and keeps what is above', () => {
    const deep = (levels: number) =>
      `<article>${'<b>'.repeat(levels)}deep${'</b>'.repeat(levels)}after</article>`;
    const { parts } = read(deep(255) + deep(256) + '<article>next</article>');
    expect(parts.map(({ trouble }) => trouble)).toEqual([undefined, 'too_deep', undefined]);
    expect(texts(parts)).toEqual(['deepafter', 'after', 'next']);
    expect(
      findElements(parts[1]?.root ?? { tag: '', attributes: {}, children: [] }, () => true),
    ).toHaveLength(256);
  });

  it('marks a part larger than it may be and drops the rest of it', () => {
    const { parts } = read(
      `<article>${'x'.repeat(60)}<p>${'y'.repeat(60)}</p></article><article>z</article>`,
      (tag) => (tag === 'article' ? 100 : 0),
    );
    expect(parts.map(({ trouble }) => trouble)).toEqual(['too_large', undefined]);
    expect(texts(parts)).toEqual(['x'.repeat(60), 'z']);
  });

  it('leaves a page that is nested 100,000 deep, within a second', () => {
    const beganMs = performance.now();
    expect(read('<div>'.repeat(100_000))).toMatchObject({ parts: [], whole: false });
    expect(performance.now() - beganMs).toBeLessThan(1000);
  });

  it.each([
    ['nothing', ''],
    ['text', 'no markup at all'],
    ['half a tag', '<article'],
    ['NULs', '\0\0<\0'],
    ['a lone surrogate', '<p>\ud800</p>'],
    ['an unended comment', '<!-- <article>one</article>'],
    ['ends without beginnings', '</p></div></article></form>'],
  ])('reads %s without a part', (_what, html) => {
    expect(read(html)).toMatchObject({ parts: [], whole: true });
  });
});
