import { supportPlaces } from './grounded';

const sources = [
  { url: 'https://review.example/', title: 'Review' },
  { url: 'https://nameless.example/', title: ' ' },
  { url: '', title: 'No address' },
];

const placesOf = (text: string, supported: readonly number[], start = 0, end = text.length) =>
  supportPlaces({ text, supports: [{ start, end, sources: supported }], sources });

describe('supportPlaces', () => {
  it('gives the sentence or the item with its first source that has a name and an address', () => {
    expect(placesOf('- **Gantry** competes.', [1, 9, 0])).toMatchObject([
      { place: { text: 'Gantry competes.', ownPage: false }, source: sources[0] },
    ]);
  });

  it.each([
    ['two sentences', 'One is here. Two is there.', [0]],
    ['two items', '- One\n- Two', [0]],
    ['nothing', '', [0]],
    ['a sentence without a named source', 'One is here.', [1]],
    ['a sentence whose source has no address', 'One is here.', [2]],
    ['a sentence without any source', 'One is here.', []],
  ])('takes %s for no proof', (_what, text, supported) => {
    expect(placesOf(text, supported)).toEqual([]);
  });
});
