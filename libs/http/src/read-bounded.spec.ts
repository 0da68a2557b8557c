import { gzipSync } from 'node:zlib';
import { readBounded } from './read-bounded';
import { type ReplayServer, startReplayServer } from './testing';

const MIB = 1024 * 1024;

describe('readBounded', () => {
  const servers: ReplayServer[] = [];
  const answerOf = async (answer: Parameters<typeof startReplayServer>[0][number]['answers']) => {
    const server = await startReplayServer([{ path: '/', answers: answer }]);
    servers.push(server);
    return fetch(server.url);
  };

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  it('reads a body that is as long as its bound', async () => {
    const body = await readBounded(await answerOf([{ body: 'abcd' }]), 4);
    expect([Buffer.from(body.bytes).toString(), body.cut]).toEqual(['abcd', false]);
  });

  it('cuts at the bound and says so', async () => {
    const body = await readBounded(await answerOf([{ body: 'abcde' }]), 4);
    expect([Buffer.from(body.bytes).toString(), body.cut]).toEqual(['abcd', true]);
  });

  it('gives an empty body for none', async () => {
    const body = await readBounded(await answerOf([{ status: 204 }]), 4);
    expect([body.bytes.byteLength, body.cut]).toEqual([0, false]);
  });

  it('does not read on beyond the bound of an endless body', async () => {
    let pulled = 0;
    function* endless(): Generator<Uint8Array> {
      for (;;) {
        pulled += 1;
        yield new Uint8Array(64 * 1024);
      }
    }
    const body = await readBounded(await answerOf([{ body: endless() }]), MIB);
    expect([body.bytes.byteLength, body.cut]).toEqual([MIB, true]);
    // What lies beyond is only what socket buffers took before the connection was given up.
    expect(pulled * 64 * 1024).toBeLessThan(20 * MIB);
  });

  it('stops inside a gzip bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * MIB));
    expect(bomb.byteLength).toBeLessThan(MIB / 10);
    const response = await answerOf([{ body: bomb, headers: { 'content-encoding': 'gzip' } }]);
    const body = await readBounded(response, MIB, { headless: true });
    expect([body.bytes.byteLength, body.cut]).toEqual([MIB, true]);
  });

  it('measures a compressed body by what it unfolds to, not by what it declares', async () => {
    const response = await answerOf([
      { body: gzipSync('x'), headers: { 'content-encoding': 'gzip', 'content-length': '21' } },
    ]);
    const body = await readBounded(response, 4, { headless: true });
    expect([Buffer.from(body.bytes).toString(), body.cut]).toEqual(['x', false]);
  });

  it('does not begin a body that declares itself too long', async () => {
    const response = await answerOf([{ body: 'x'.repeat(9), headers: { 'content-length': '9' } }]);
    expect(await readBounded(response, 8, { headless: true })).toEqual({
      bytes: new Uint8Array(),
      cut: true,
    });
  });
});
