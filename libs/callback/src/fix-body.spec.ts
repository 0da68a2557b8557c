import { TerminalError } from '@userport/errors';
import { fixBody } from './fix-body';

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof TerminalError ? error.code : 'not a TerminalError';
  }
};

describe('fixBody', () => {
  it('serialises in the order given and hashes the bytes', () => {
    const { bytes, sha256, once, cleaned } = fixBody({ body: { b: 1, a: 'é' } });
    expect(Buffer.from(bytes).toString()).toBe('{"b":1,"a":"é"}');
    expect(bytes.byteLength).toBe(16);
    // printf '{"b":1,"a":"é"}' | openssl dgst -sha256 -binary | base32 | tr 'A-Z' 'a-z' | tr -d '='
    expect(sha256).toBe('oy5tbokdiep56yzdhy7pwdkanda6matw7exuhjlzbfys6vt3565a');
    expect([once, cleaned.nulCharacters]).toEqual([false, 0]);
  });

  it('keeps the mark of a body that must not be applied twice', () => {
    expect(fixBody({ body: {}, once: true }).once).toBe(true);
  });

  it('fixes what is clean and says what it changed', () => {
    const { bytes, cleaned } = fixBody({ body: { text: 'a\u0000', n: Number.NaN } });
    expect(Buffer.from(bytes).toString()).toBe('{"text":"a","n":null}');
    expect(cleaned).toEqual({ nulCharacters: 1, loneSurrogates: 0, badNumbers: 1, envelopeFields: 0 });
  });

  it('counts the bound in bytes of the cleaned body', () => {
    expect(fixBody({ body: { t: 'éé\u0000' } }, { maxBytes: 12 }).bytes.byteLength).toBe(12);
    const tooLarge = (): unknown => fixBody({ body: { t: 'ééé' } }, { maxBytes: 12 });
    expect(tooLarge).toThrow(TerminalError);
    expect(tooLarge).toThrow('A callback body has 14 bytes and may have 12.');
  });

  it('admits five MiB when nothing else is said', () => {
    const rest = '{"t":""}'.length;
    const full = 5 * 1024 * 1024 - rest;
    expect(fixBody({ body: { t: 'x'.repeat(full) } }).bytes.byteLength).toBe(5 * 1024 * 1024);
    expect(codeOf(() => fixBody({ body: { t: 'x'.repeat(full + 1) } }))).toBe('body_too_large');
  });
});
