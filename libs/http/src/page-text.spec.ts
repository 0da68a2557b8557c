import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { cleanPageText, decodePage } from './page-text';

describe('cleanPageText', () => {
  it('removes NUL, control, direction and invisible characters and counts them', () => {
    const raw = 'a\0b\u202ec\u200bd\ufeff\u{e0041}e\u3164f\u0007\u00adg';
    expect(cleanPageText(raw)).toEqual({ text: 'abcdefg', cut: false, cleaned: 8 });
  });

  it('keeps layout, joined emoji and every script', () => {
    const raw = 'één\tтри\n日本語 👩\u200d🚀 می\u200cخواهم';
    expect(cleanPageText(raw)).toEqual({ text: raw, cut: false, cleaned: 0 });
  });

  it('makes every line end the same and counts none', () => {
    expect(cleanPageText('a\r\nb\rc\u2028d')).toEqual({ text: 'a\nb\nc\nd', cut: false, cleaned: 0 });
  });

  it('replaces half of a surrogate pair', () => {
    expect(cleanPageText('a\ud83db')).toEqual({ text: 'a\ufffdb', cut: false, cleaned: 1 });
  });

  it('cuts at the bound, marks it, and never inside a character', () => {
    expect(cleanPageText('abcdef', 3)).toEqual({ text: 'abc', cut: true, cleaned: 0 });
    expect(cleanPageText('ab🚀cd', 3)).toEqual({ text: 'ab', cut: true, cleaned: 0 });
    expect(cleanPageText('abc', 3)).toEqual({ text: 'abc', cut: false, cleaned: 0 });
  });

  it('cuts 10 MB to a million characters', () => {
    const { text, cut } = cleanPageText('x'.repeat(10 * 1024 * 1024));
    expect([text.length, cut]).toEqual([1_000_000, true]);
  });

  it('answers well-formed, bounded, storable text whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), fc.integer({ min: 0, max: 20 }), (raw, longest) => {
        const { text } = cleanPageText(raw, longest);
        return text.isWellFormed() && text.length <= longest && !text.includes('\0');
      }),
    );
  });
});

describe('decodePage', () => {
  const latin1 = Buffer.from('Präzision', 'latin1');
  const utf8 = Buffer.from('Präzision 日本', 'utf8');

  it.each([
    ['UTF-8 that says so', utf8, 'text/html; charset=UTF-8', 'Präzision 日本', 'utf-8', false],
    [
      'UTF-8 that claims to be Latin-1',
      utf8,
      'text/html; charset=iso-8859-1',
      'Präzision 日本',
      'utf-8',
      true,
    ],
    ['UTF-8 that says nothing', utf8, '', 'Präzision 日本', 'utf-8', true],
    ['Latin-1 that says so', latin1, 'text/html; charset=iso-8859-1', 'Präzision', 'windows-1252', false],
    [
      'Latin-1 that claims to be UTF-8',
      latin1,
      'text/html; charset=utf-8',
      'Präzision',
      'windows-1252',
      true,
    ],
    ['Latin-1 that says nothing', latin1, 'text/html', 'Präzision', 'windows-1252', true],
    ['a charset that nobody knows', latin1, 'text/html; charset=klingon', 'Präzision', 'windows-1252', true],
    [
      'ASCII that claims anything',
      Buffer.from('plain'),
      'text/html; charset=koi8-r',
      'plain',
      'utf-8',
      false,
    ],
    ['UTF-16 by its mark', Buffer.from('\ufeffhej', 'utf16le'), '', 'hej', 'utf-16le', false],
    [
      'Shift JIS by its content type',
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
      'text/html; charset=Shift_JIS',
      '日本',
      'shift_jis',
      false,
    ],
    [
      'Windows-1251 by its meta tag',
      Buffer.concat([Buffer.from('<meta charset="windows-1251">'), Buffer.from([0xd2, 0xf0, 0xe8])]),
      'text/html',
      '<meta charset="windows-1251">Три',
      'windows-1251',
      false,
    ],
  ])('reads %s', (_what, bytes, contentType, text, charset, guessed) => {
    expect(decodePage(bytes, contentType)).toEqual({ text, charset, guessed });
  });

  it('forgives an end in the middle of a character', () => {
    expect(decodePage(utf8.subarray(0, -1), 'text/html; charset=utf-8')).toEqual({
      text: 'Präzision 日',
      charset: 'utf-8',
      guessed: false,
    });
  });
});
