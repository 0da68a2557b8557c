import { openInProcess } from './in-process';

const sandbox = openInProcess(() => Date.parse('2026-11-24T12:00:00Z'));
const request = (body: object) => ({
  ...{ method: 'POST', path: '/reader/', query: new URLSearchParams() },
  headers: { authorization: 'Bearer k', accept: 'application/json', 'x-respond-with': 'html' },
  body: Buffer.from(JSON.stringify(body)),
});

describe('the sandbox in one process', () => {
  it('answers as its servers do', async () => {
    const reply = await sandbox.handle('jina', request({ url: 'https://quarrystone.example/about' }));
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.body)).toContain('was founded in 2016');
  });

  it('says what its models say, a search with what carries each sentence', () => {
    const question = { instructions: '', prompt: 'Who are the competitors of Quarrystone?' };
    const said = sandbox.answer({ kind: 'search', question });
    if (!('search' in said)) throw new Error('no search');
    const { text, supports, sources } = said.search;
    const [first] = supports;
    expect(text.slice(first?.start, first?.end)).toBe(
      'Quarrystone competes with Aggregata and Loadstone Desk.',
    );
    expect(sources[first?.sources[0] ?? -1]?.title).toBe('quarrystone.example');
    expect(sandbox.answer({ kind: 'text', question })).toEqual({ text });
  });
});
