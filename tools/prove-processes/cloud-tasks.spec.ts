import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { once } from 'node:events';
import { type CloudTasks, type HeldTask, openCloudTasks } from './cloud-tasks';

const hash = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst';
const task = (name: string, generation = 1): HeldTask => ({
  name,
  taskName: 'custom_column',
  body: { job_id: 'job-1', entity_id: 'e', generation, fingerprint: hash, payload_hash: hash },
});

describe('the queue that the parent plays', () => {
  let queue: CloudTasks;
  let server: Server;
  let seen: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  let answer: () => { readonly status: number; readonly text: string } | undefined;
  beforeEach(async () => {
    seen = [];
    answer = () => ({ status: 200, text: '{"outcome":"delivered"}' });
    server = createServer((request, response) => {
      seen.push({ url: request.url ?? '', headers: request.headers });
      request.resume();
      const given = answer();
      if (given === undefined) request.socket.destroy();
      else response.writeHead(given.status).end(given.text);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const url = `http://127.0.0.1:${port}`;
    queue = openCloudTasks({ url: () => url, tokenFor: (audience) => `token for ${audience === url}` });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const enqueue = async (held: HeldTask): Promise<unknown> => {
    const parts = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {} };
    return (await queue.handle({ ...parts, body: Buffer.from(JSON.stringify(held)) })).body;
  };

  it('takes a name once, and keeps the first task of it', async () => {
    expect(await enqueue(task('a'))).toEqual({ existing: false });
    expect(await enqueue(task('a', 2))).toEqual({ existing: true });
    expect(queue.tasksOf('job-1')).toEqual([task('a')]);
  });

  it('finds the last task of a generation', async () => {
    for (const held of [task('a'), task('b'), task('c', 2)]) await enqueue(held);
    expect(queue.taskOf('job-1')).toEqual(task('b'));
    expect(queue.taskOf('job-1', 2)).toEqual(task('c', 2));
    expect(queue.taskOf('job-2')).toBeUndefined();
  });

  it('delivers with the headers of Cloud Tasks, counts its tries and tells the outcome', async () => {
    expect(await queue.deliver(task('a'))).toMatchObject({ status: 200, outcome: 'delivered' });
    answer = () => ({ status: 409, text: '{"state":"held"}' });
    expect(await queue.deliver(task('a'))).toMatchObject({ status: 409, outcome: 'held' });
    expect(seen.map(({ url }) => url)).toEqual(Array(2).fill('/api/v1/tasks/custom_column'));
    expect(seen.map(({ headers }) => headers['x-cloudtasks-taskretrycount'])).toEqual(['0', '1']);
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer token for true',
      'x-cloudtasks-queuename': 'custom-column',
      'x-cloudtasks-taskname': 'a',
    });
  });

  it('owns up to a delivery without an answer: cut off, or not readable', async () => {
    answer = () => undefined;
    expect(await queue.deliver(task('a'))).toMatchObject({ status: undefined, outcome: 'no answer' });
    answer = () => ({ status: 200, text: 'no JSON' });
    expect(await queue.deliver(task('a'))).toMatchObject({ status: undefined, outcome: 'no answer' });
  });
});
