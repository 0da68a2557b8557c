import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { attack, type Attacked, describeOffence } from './attack';
import { TOKEN_KINDS, type Tokens } from './tokens';

const tokens = Object.fromEntries(
  TOKEN_KINDS.map((kind) => [kind, kind === 'good' ? ['Bearer good'] : ['Bearer wrong']]),
) as unknown as Tokens;

describe('attack', () => {
  let server: Server;
  afterEach(() => server.close());
  const attacked = async (listener: RequestListener): Promise<Attacked> => {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
      ...{ port, tokens, routes: [{ method: 'GET', path: '/a' }], words: ['w'], samples: [{ a: 1 }] },
      seal: (body) => body,
    };
  };
  const run = async (listener: RequestListener) =>
    attack({ servers: [await attacked(listener)], requests: 60, seed: 7, secrets: ['told-secret'] });

  it('finds no offence in a server that refuses everybody', async () => {
    const { offences, statuses } = await run((_request, response) => response.writeHead(401).end());
    expect(offences).toEqual([]);
    expect(Object.values(statuses).reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(statuses[401]).toBeGreaterThan(30);
  });

  it('finds wrong tokens that are let in, and them alone', async () => {
    const { offences } = await run((_request, response) => response.writeHead(200).end());
    expect(offences.length).toBeGreaterThan(5);
    expect(offences.filter(({ request }) => request.token === 'good')).toEqual([]);
    expect(new Set(offences.map(({ fault }) => fault))).toEqual(new Set(['let_in']));
  });

  it('finds faults of the server and told secrets, and describes them', async () => {
    const { offences } = await run((request, response) => {
      response
        .writeHead(request.method === 'GET' ? 500 : 401)
        .end(request.method === 'GET' ? '' : 'told-secret');
    });
    expect(new Set(offences.map(({ fault }) => fault))).toEqual(new Set(['server_error', 'told_a_secret']));
    const [first] = offences;
    expect(first === undefined ? '' : describeOffence(first)).toMatch(
      /^(server_error|told_a_secret): \S+ .* \(server 0, token \w+, \w+\)\n {2}headers .*\n {2}body \d+ bytes .*\n {2}answer "HTTP/,
    );
  });
});
