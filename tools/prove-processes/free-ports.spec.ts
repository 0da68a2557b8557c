import { createServer } from 'node:net';
import { freePorts } from './free-ports';

const taken = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(true));
    server.listen(port, '127.0.0.1', () => server.close(() => done(false)));
  });

describe('freePorts', () => {
  it('answers the first of so many ports that can be listened on', async () => {
    const first = await freePorts(4);
    expect(await Promise.all([0, 1, 2, 3].map((index) => taken(first + index)))).toEqual([
      ...[false, false, false, false],
    ]);
  });
});
