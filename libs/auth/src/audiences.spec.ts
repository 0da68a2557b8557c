import { spellingsOf } from './audiences';

describe('spellingsOf', () => {
  it.each([
    ['https://gateway.example', ['https://gateway.example', 'https://gateway.example/']],
    ['https://gateway.example/', ['https://gateway.example/', 'https://gateway.example']],
    [
      'https://gateway.example/api/v1/',
      [
        'https://gateway.example/api/v1/',
        'https://gateway.example/api/v1',
        'https://gateway.example',
        'https://gateway.example/',
      ],
    ],
    [
      'http://127.0.0.1:8080',
      [
        'http://127.0.0.1:8080',
        'http://127.0.0.1:8080/',
        'https://127.0.0.1:8080',
        'https://127.0.0.1:8080/',
      ],
    ],
    ['userport-workers', ['userport-workers']],
    ['https://', ['https://']],
  ])('spells %s', (audience, expected) => {
    expect(spellingsOf(audience)).toEqual(expected);
  });
});
