import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deliveryHeaders, dispatch } from './dispatch';

const attempt = {
  name: 'a',
  taskName: 'custom_column',
  etaMs: 1_767_225_600_123,
  retryCount: 0,
  executionCount: 0,
};

describe('deliveryHeaders', () => {
  it('names queue, task, counts and time of a first attempt', () => {
    expect(deliveryHeaders(attempt, undefined)).toEqual({
      'Content-Type': 'application/json',
      'X-CloudTasks-QueueName': 'custom-column',
      'X-CloudTasks-TaskName': 'a',
      'X-CloudTasks-TaskRetryCount': '0',
      'X-CloudTasks-TaskExecutionCount': '0',
      'X-CloudTasks-TaskETA': '1767225600.123',
    });
  });

  it('names the request that asked, where one is known', () => {
    expect(deliveryHeaders({ ...attempt, traceId: 'trace-7' }, undefined)).toMatchObject({
      'X-Request-ID': 'trace-7',
    });
  });

  it('adds what came of the attempt before, and the token', () => {
    const retried = { ...attempt, retryCount: 2, previousResponse: 409, retryReason: 'answered 409' };
    expect(deliveryHeaders(retried, 'abc')).toMatchObject({
      'X-CloudTasks-TaskPreviousResponse': '409',
      'X-CloudTasks-TaskRetryReason': 'answered 409',
      Authorization: 'Bearer abc',
    });
  });
});

describe('dispatch', () => {
  const open = async (listener: Parameters<typeof createServer>[1]) => {
    const server = createServer({}, listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const close = () => new Promise((resolve) => server.close(resolve));
    return { address, close };
  };
  const signal = new AbortController().signal;
  const body = Buffer.from('{}');

  it('does not follow a redirect', async () => {
    const { address, close } = await open((_request, response) => {
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect(await dispatch({ address, attempt, body, signal })).toEqual({
      name: 'answered',
      status: 302,
      retryAfter: undefined,
    });
    await close();
  });

  it('says by which code a function was not reached', async () => {
    const { address, close } = await open(undefined);
    await close();
    expect(await dispatch({ address, attempt, body, signal })).toEqual({
      name: 'not_answered',
      reason: 'not reached: ECONNREFUSED',
    });
  });

  it('takes an answer that breaks off as none', async () => {
    const { address, close } = await open((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      response.destroy();
    });
    expect(await dispatch({ address, attempt, body, signal })).toEqual({
      name: 'not_answered',
      reason: 'not reached: ECONNRESET',
    });
    await close();
  });
});
