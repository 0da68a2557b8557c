import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { writeAnswer } from './write-answer';

describe('writeAnswer', () => {
  let server: Server;
  afterEach(() => server.close());
  const listen = async (listener: Parameters<typeof createServer>[1]): Promise<string> => {
    server = createServer({}, listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  };
  const answer = { status: 404, headers: { 'retry-after': '7' }, body: { word: 'häh' } };

  it('writes status, headers and the body as JSON with its length in bytes', async () => {
    const url = await listen((_request, response) => writeAnswer(response, answer));
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([404, '{"word":"häh"}']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'content-length': '15',
      'retry-after': '7',
    });
  });

  it('leaves out the body where only the head was asked for', async () => {
    const url = await listen((_request, response) => writeAnswer(response, answer));
    const response = await fetch(url, { method: 'HEAD' });
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['15', '']);
  });

  it('leaves alone what somebody has answered', async () => {
    const url = await listen((_request, response) => {
      response.end('first');
      writeAnswer(response, answer);
    });
    expect(await (await fetch(url)).text()).toBe('first');
  });
});
