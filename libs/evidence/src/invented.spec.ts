import fc from 'fast-check';
import { firstInvention, groundsOf } from './invented';

const grounds = groundsOf([
  'We cut errors by 31 % in Utrecht with Tom Reyes in March 2026',
  'see https://bracken.example/labels',
  'Bracken & Tarn raised $48 million',
]);

describe('firstInvention', () => {
  it.each([
    'You cut errors by 31 % with Tom Reyes.',
    "Tom Reyes' work in Utrecht is good.",
    "How is Utrecht's team doing in March 2026?",
    'Bracken & Tarn raised $48 million: how will you use it?',
    'See https://bracken.example/labels.',
    "I'd love to hear more, you're onto something.",
    '',
  ])('finds none in %j', (text) => {
    expect(firstInvention(text, [grounds])).toBeUndefined();
  });

  it.each([
    ['name', 'Reyes', 'We met Reyes Tom'],
    ['name', 'Peter', 'You and Peter cut errors.'],
    ['name', 'Kestrel', 'Kestrel cut errors.'],
    ['name', 'iPad', 'Your iPad is neat.'],
    ['number', '31', 'You cut 31 errors.'],
    ['number', '32 %', 'You cut errors by 32 %.'],
    ['number', 'half', 'You cut errors by half.'],
    ['number', '3x', 'You grew 3x.'],
    ['number', '$48 billion', 'You raised $48 billion.'],
    ['date', 'April 2026', 'You did it in April 2026.'],
    ['date', 'last week', 'You did it last week.'],
    ['date', 'Monday', 'You did it on Monday.'],
    ['url', 'https://collector.example', 'See https://collector.example.'],
    ['url', 'a@b.example', 'Write to a@b.example'],
    ['url', '#labels', 'Saw #labels'],
  ])('finds the %s %s in %j', (kind, said, text) => {
    const invention = firstInvention(text, [grounds]);
    expect(invention?.kind).toBe(kind);
    expect(said).toContain(invention?.text.split(' ')[0]);
  });

  it('never lets a number pass that no ground has', () => {
    const number = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(number, number, (known, said) => {
        const invention = firstInvention(`you did it with ${said} shelves`, [
          groundsOf([`we have ${known} of them`]),
        ]);
        expect(invention === undefined).toBe(known === said);
      }),
    );
  });
});
