import { createCipheriv } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { assemble, openPayloadStore, partsFind } from './payload-store';
import { openMemoryWarehouse } from './testing';

/** A text without a pattern: so many bytes of a key stream in base64, which compress back to about as many. */
const noisy = (bytes: number): object => {
  const zeros = Buffer.alloc(bytes);
  return {
    text: createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(zeros).toString('base64'),
  };
};

const setUp = () => {
  let nowMs = 1000;
  const warehouse = openMemoryWarehouse({ now: () => 0 });
  const payloads = openPayloadStore(warehouse, { now: () => (nowMs += 1) });
  const put = async (payload: object) => {
    const hash = sha256Base32(canonicalJson(payload));
    await payloads.put(payload, hash);
    return hash;
  };
  const rowsOf = async (hash: string) => (await warehouse.find(partsFind(hash))).rows[0];
  return { warehouse, payloads, put, rowsOf };
};

describe('openPayloadStore', () => {
  it.each([
    ['a small object', { column: 'Has a shop' }, '{"column":"Has a shop"}'],
    ['an empty object', {}, '{}'],
    ['keys in any order', { b: [1, { d: null, c: true }], a: 'é' }, '{"a":"é","b":[1,{"c":true,"d":null}]}'],
  ])('returns the canonical JSON of %s', async (_what, payload, text) => {
    const { payloads, put } = setUp();
    expect(await payloads.read(await put(payload))).toBe(text);
  });

  it.each([
    ['text of every width', 'a é 漢 \u{1F600} \u0000 \uFFFD'.repeat(10_000)],
    ['a pair of surrogates on the border of a slice', `${'x'.repeat(64 * 1024 - 1)}\u{1F600} and on`],
  ])('returns %s as it was stored', async (_what, text) => {
    const { payloads, put } = setUp();
    expect(JSON.parse((await payloads.read(await put({ text }))) ?? '')).toEqual({ text });
  });

  it('stores a large payload compressed, in parts of at most 4 MiB', async () => {
    const { payloads, put, rowsOf } = setUp();
    const payload = noisy(4_500_000);
    const hash = await put(payload);
    const rows = await rowsOf(hash);
    expect(rows.map(({ part, parts }) => [part, parts])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(rows[0]?.bytes.length).toBe(4 * 1024 * 1024);
    expect(rows.every(({ bytes, sha256 }) => sha256 === sha256Base32(bytes))).toBe(true);
    expect((await payloads.read(hash)) === canonicalJson(payload)).toBe(true);
  });

  it('takes the same payload a second time', async () => {
    const { payloads, put } = setUp();
    await put({ a: 1 });
    expect(await payloads.read(await put({ a: 1 }))).toBe('{"a":1}');
  });

  it("refuses a hash that is not the payload's own", async () => {
    const { payloads } = setUp();
    await expect(payloads.put({ a: 1 }, sha256Base32('{"a":2}'))).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'payload_hash',
    });
  });

  it('knows no payload that was never stored', async () => {
    expect(await setUp().payloads.read(sha256Base32('never'))).toBeUndefined();
  });
});

describe('assemble', () => {
  const text = '{"a":1}';
  const hash = sha256Base32(text);

  const stored = async () => {
    const { put, rowsOf } = setUp();
    await put({ a: 1 });
    const [row] = await rowsOf(hash);
    if (row === undefined) throw new Error('The payload was stored a line above.');
    const middle = row.bytes.length >> 1;
    const cut = [row.bytes.subarray(0, middle), row.bytes.subarray(middle)];
    return cut.map((bytes, index) => ({
      ...row,
      part: index + 1,
      parts: 2,
      bytes,
      sha256: sha256Base32(bytes),
    }));
  };

  it('joins the parts, doubled ones once', async () => {
    const parts = await stored();
    expect(await assemble(hash, [...parts, ...parts])).toBe(text);
  });

  it('answers nothing when a part is missing', async () => {
    expect(await assemble(hash, (await stored()).slice(0, 1))).toBeUndefined();
  });

  it('answers nothing when a part was altered', async () => {
    const [first, second] = await stored();
    if (first === undefined || second === undefined) throw new Error('There are two parts.');
    const altered = { ...second, bytes: second.bytes.map((byte) => byte ^ 1) };
    expect(await assemble(hash, [first, altered])).toBeUndefined();
    expect(
      await assemble(hash, [first, { ...altered, sha256: sha256Base32(altered.bytes) }]),
    ).toBeUndefined();
  });

  it('answers nothing when the parts are whole and of another payload', async () => {
    const bytes = gzipSync('{"a":2}');
    const [row] = await stored();
    if (row === undefined) throw new Error('There is a part.');
    const other = { ...row, part: 1, parts: 1, bytes, sha256: sha256Base32(bytes) };
    expect(await assemble(hash, [other])).toBeUndefined();
  });

  it('does not mix the parts of two storings, and passes over one that is broken', async () => {
    const parts = await stored();
    const broken = parts.slice(0, 1).map((part) => ({ ...part, stored_at: new Date(0) }));
    expect(await assemble(hash, [...broken, ...parts])).toBe(text);
  });
});
