import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { readGrounding, utf16Offset } from './gemini-grounding';

describe('utf16Offset', () => {
  it.each([
    ['abc', 2, 2],
    ['äbc', 2, 1],
    ['äbc', 3, 2],
    ['日本語', 6, 2],
    ['🪨 ab', 4, 2],
    ['🪨 ab', 6, 4],
    ['e\u0301a', 3, 2],
    ['abc', 99, 3],
    ['abc', -1, 0],
  ])('finds in %j byte %d at code unit %d', (text, byteOffset, offset) => {
    expect(utf16Offset(text, byteOffset)).toBe(offset);
  });

  it.each([1, 2, 3])('goes back to the beginning of a character from its byte %d', (byteOffset) => {
    expect(utf16Offset('🪨', byteOffset)).toBe(0);
  });

  it('finds every border between characters again', () => {
    const text = fc.string({ unit: anyCharacter });
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(utf16Offset(before + after, Buffer.byteLength(before))).toBe(before.length);
      }),
    );
  });
});

const web = (host: string) => ({ web: { uri: `https://redirect.example/${host}`, title: host } });
const source = (host: string) => ({ url: `https://redirect.example/${host}`, title: host });

describe('readGrounding', () => {
  const text = 'Größe: 7 Leute. Ort: Cork.';
  const parts = [{ text, start: 0 }];

  it('names only the pages that carry a segment, each once, in the order in which they are cited', () => {
    const metadata = {
      groundingChunks: [web('a.example'), web('b.example'), web('c.example')],
      groundingSupports: [
        { segment: { startIndex: 18, endIndex: 28 }, groundingChunkIndices: [2, 0] },
        { segment: { endIndex: 17 }, groundingChunkIndices: [0] },
      ],
    };
    expect(readGrounding(metadata, parts)).toEqual({
      sources: [source('c.example'), source('a.example')],
      supports: [
        { start: 16, end: 26, sources: [0, 1] },
        { start: 0, end: 15, sources: [1] },
      ],
      queries: [],
    });
  });

  it('looks for the words of a segment where its offsets lead elsewhere', () => {
    const metadata = {
      groundingChunks: [web('a.example')],
      groundingSupports: [
        { segment: { startIndex: 16, endIndex: 26, text: 'Ort: Cork.' }, groundingChunkIndices: [0] },
        { segment: { startIndex: 0, endIndex: 3, text: 'not there' }, groundingChunkIndices: [0] },
      ],
    };
    expect(readGrounding(metadata, parts).supports).toEqual([{ start: 16, end: 26, sources: [0] }]);
  });

  it('places the segments of a later part behind the parts before it', () => {
    const metadata = {
      groundingChunks: [web('a.example')],
      groundingSupports: [{ segment: { partIndex: 1, endIndex: 3 }, groundingChunkIndices: [0] }],
    };
    const two = [
      { text: 'Größe.', start: 0 },
      { text: 'Ort.', start: 6 },
    ];
    expect(readGrounding(metadata, two).supports).toEqual([{ start: 6, end: 9, sources: [0] }]);
  });

  it.each([
    ['names no page', { segment: { endIndex: 4 }, groundingChunkIndices: [] }],
    ['names a page that is not there', { segment: { endIndex: 4 }, groundingChunkIndices: [7] }],
    ['names a page without an address', { segment: { endIndex: 4 }, groundingChunkIndices: [1] }],
    ['is empty', { segment: { startIndex: 4, endIndex: 4 }, groundingChunkIndices: [0] }],
    ['lies in a thought', { segment: { partIndex: 1, endIndex: 4 }, groundingChunkIndices: [0] }],
    [
      'lies in a part that is not there',
      { segment: { partIndex: 5, endIndex: 4 }, groundingChunkIndices: [0] },
    ],
    ['has no segment', { groundingChunkIndices: [0] }],
  ])('takes nothing from a support that %s', (_why, support) => {
    const metadata = {
      groundingChunks: [web('a.example'), { web: { title: 'b.example' } }],
      groundingSupports: [support],
    };
    const withThought = [...parts, { text: 'thought', start: undefined }];
    expect(readGrounding(metadata, withThought)).toEqual({ sources: [], supports: [], queries: [] });
  });

  it('tells what was searched for, and nothing of what was not', () => {
    expect(readGrounding({ webSearchQueries: ['cork', ' '] }, parts).queries).toEqual(['cork']);
    expect(readGrounding(undefined, parts)).toEqual({ sources: [], supports: [], queries: [] });
  });
});
