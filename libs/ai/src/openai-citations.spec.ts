import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { type Citation, joinCited, readCitations, withoutTracking } from './openai-citations';

/** A citation of the link that stands in the text as `[host](url)`, with or without brackets around it. */
const cite = (text: string, url: string, title = 'T'): Citation => {
  const at = text.indexOf(`](${url})`);
  const start = text.lastIndexOf('[', at);
  return {
    start: [...text.slice(0, start)].length,
    end: [...text.slice(0, at + url.length + 3)].length,
    url,
    title,
  };
};

const A = 'https://a.example/x?y=1.2!';
const B = 'https://b.example/';

/** What a text's citations carry, as words. */
const carried = (text: string, citations: readonly Citation[]) => {
  const cited = readCitations(text, citations);
  return cited.supports.map(({ start, end, sources }) => [cited.text.slice(start, end), ...sources]);
};

describe('readCitations', () => {
  it.each([
    [
      'inside the sentence it carries',
      `One. Two grew [a](${A}) by 3.5 %. Three.`,
      `Two grew [a](${A}) by 3.5 %.`,
    ],
    ['at the end of it', `One. Two grew ([a](${A})). Three.`, `Two grew ([a](${A})).`],
    ['behind it', `One. Two grew. [a](${A}) Three.`, 'Two grew.'],
    ['behind it in brackets', `One. Two grew. ([a](${A}))`, 'Two grew.'],
    ['at the beginning of the text', `[a](${A}) says that one grew. Two.`, `says that one grew.`],
    ['on a line of its own', `One. Two grew.\n[a](${A})\nThree.`, 'Two grew.'],
    ['behind an empty line', `One. Two grew.\n\n[a](${A})`, 'Two grew.'],
    ['in a list item', `Facts:\n- One. Two grew. ([a](${A}))\n- Three.`, `One. Two grew. ([a](${A}))`],
    ['in a numbered item', `1. One\n2. Two grew ([a](${A}))\n3. Three`, `Two grew ([a](${A}))`],
    ['in a row of a table', `| One | 1 |\n| Two | 2 [a](${A}) |`, `| Two | 2 [a](${A}) |`],
  ])('takes the statement of a citation %s', (_where, text, statement) => {
    const [said] = carried(text, [cite(text, A)]);
    expect(said?.[0]).toBe(statement);
  });

  it('takes the words themselves when the range covers words and no link', () => {
    const text = 'One grew. Two shrank.';
    expect(carried(text, [{ start: 10, end: 20, url: B, title: 'B' }])).toEqual([['Two shrank.', 0]]);
  });

  it('gives one statement all its sources, and each page once', () => {
    const text = `One grew ([a](${A}), [b](${B})). Two shrank ([a](${A})).`;
    const second = { ...cite(text, A), start: text.lastIndexOf('[a]'), end: text.length - 2 };
    const cited = readCitations(text, [second, cite(text, B), cite(text, A)]);
    expect(cited.sources.map((source) => source.url)).toEqual([A, B]);
    expect(cited.supports.map((support) => support.sources)).toEqual([[0, 1], [0]]);
  });

  it('counts code points, and code units where only they lead to the host', () => {
    const text = `🪨🪨 One grew. Two shrank ([b.example](${B})).`;
    const byCodePoint = cite(text, B);
    const byUnit = { ...byCodePoint, start: text.indexOf('[b'), end: text.indexOf(')).') + 1 };
    const wanted = [[`Two shrank ([b.example](${B})).`, 0]];
    expect(carried(text, [byCodePoint])).toEqual(wanted);
    expect(carried(text, [byUnit])).toEqual(wanted);
  });

  it('takes the tracking word out of text and sources, and moves what stands behind it', () => {
    const text = `One grew ([b](${B}?utm_source=openai)). Two shrank ([b](${B}?utm_source=openai&p=2)).`;
    const cited = readCitations(text, [
      cite(text, `${B}?utm_source=openai`),
      cite(text, `${B}?utm_source=openai&p=2`),
    ]);
    expect(cited.text).toBe(`One grew ([b](${B})). Two shrank ([b](${B}?p=2)).`);
    expect(cited.sources.map((source) => source.url)).toEqual([B, `${B}?p=2`]);
    expect(cited.supports.map(({ start, end }) => cited.text.slice(start, end))).toEqual([
      `One grew ([b](${B})).`,
      `Two shrank ([b](${B}?p=2)).`,
    ]);
  });

  it('supports nothing where there is nothing but links', () => {
    expect(readCitations(`[b](${B})`, [cite(`[b](${B})`, B)])).toMatchObject({ sources: [], supports: [] });
  });

  it('supports nothing in an empty text', () => {
    expect(readCitations('', [{ start: 0, end: 0, url: B, title: '' }])).toEqual({
      text: '',
      sources: [],
      supports: [],
    });
  });

  it('stays inside the text, whatever ranges a vendor gives', () => {
    const citation = fc.record({
      start: fc.integer(),
      end: fc.integer(),
      url: fc.webUrl(),
      title: fc.string(),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }),
        fc.array(citation, { maxLength: 4 }),
        (text, citations) => {
          const cited = readCitations(text, citations);
          for (const { start, end, sources } of cited.supports) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(cited.text.length);
            for (const index of sources) expect(cited.sources[index]).toBeDefined();
          }
        },
      ),
    );
  });
});

describe('withoutTracking', () => {
  it.each([
    ['https://a.example/?utm_source=openai', 'https://a.example/'],
    ['https://a.example/?utm_source=openai&b=1', 'https://a.example/?b=1'],
    ['https://a.example/?a=1&utm_source=openai', 'https://a.example/?a=1'],
    ['https://a.example/?a=1&utm_source=openai&b=2#c', 'https://a.example/?a=1&b=2#c'],
    ['https://a.example/?utm_source=openai#c', 'https://a.example/#c'],
    ['https://a.example/?utm_source=openai-blog', 'https://a.example/?utm_source=openai-blog'],
  ])('makes %s to %s', (url, clean) => {
    expect(withoutTracking(url)).toBe(clean);
  });
});

describe('joinCited', () => {
  it('moves offsets and indices along and names a page once', () => {
    const one = {
      text: 'One. ',
      sources: [{ url: B, title: 'B' }],
      supports: [{ start: 0, end: 4, sources: [0] }],
    };
    const two = {
      text: 'Two.',
      sources: [
        { url: A, title: 'A' },
        { url: B, title: 'B' },
      ],
      supports: [{ start: 0, end: 4, sources: [0, 1] }],
    };
    expect(joinCited([one, two])).toEqual({
      text: 'One. Two.',
      sources: [
        { url: B, title: 'B' },
        { url: A, title: 'A' },
      ],
      supports: [
        { start: 0, end: 4, sources: [0] },
        { start: 5, end: 9, sources: [1, 0] },
      ],
    });
  });
});
