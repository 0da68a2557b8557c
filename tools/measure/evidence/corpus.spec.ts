import { answers, claims, groundedClaims, parseAnswer } from './corpus';

describe('parseAnswer', () => {
  it('takes the marks out and gives the places of the supports', () => {
    const sources = [{ url: 'https://a.example/', title: 'A' }];
    expect(parseAnswer('One. \u27e6Two.\u27e70,1 Three.', sources)).toEqual({
      text: 'One. Two. Three.',
      supports: [{ start: 5, end: 9, sources: [0, 1] }],
      sources,
    });
  });
});

describe('claims', () => {
  it('tells the true ones from those of other kinds, each written once', () => {
    expect(new Set(claims(true).map(({ kind }) => kind))).toEqual(new Set(['true']));
    const wrong = [...claims(false), ...groundedClaims(false)];
    expect(wrong.map(({ kind }) => kind)).not.toContain('true');
    expect(new Set(wrong.map((claim) => JSON.stringify(claim))).size).toBe(wrong.length);
  });

  it('names only answers that are there', () => {
    const names = Object.keys(answers());
    for (const { answer } of [...groundedClaims(true), ...groundedClaims(false)])
      expect(names).toContain(answer);
  });
});
