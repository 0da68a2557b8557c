import type { CallbackBody, JsonObject } from '@userport/contracts';
import type { TaskContext } from '@userport/runner';
import { leadsContract, type LeadsPayload, leadsTask } from './leads-task';

const payload: LeadsPayload = { job_id: 'j', account_id: 'a', searches: 2, leads: 5, page_size: 2 };

async function run(asked: LeadsPayload, generation = 1) {
  const searched: number[] = [];
  const context = {
    jobId: 'j',
    entityId: 'a',
    generation,
    step: (_name: string, _input: unknown, call: (parts: object) => Promise<unknown>) =>
      call({
        bill: { reserve: () => Promise.resolve({ settle: () => undefined, release: () => undefined }) },
        signal: new AbortController().signal,
        idempotencyKey: 'key',
      }),
  } as unknown as TaskContext;
  const task = leadsTask(({ number }) => {
    searched.push(number);
    return Promise.resolve({});
  });
  const result = await task.run(asked, context);
  const bodies: CallbackBody[] = [];
  for await (const body of result.bodies) bodies.push(body);
  return { searched, result, bodies };
}

const idsOf = ({ body }: CallbackBody): unknown[] =>
  ((body['processed_data'] as JsonObject)['structured_leads'] as JsonObject[]).map(({ id }) => id);

describe('leadsTask', () => {
  it('pays for its searches and streams every lead once, in pages of the asked size', async () => {
    const { searched, result, bodies } = await run(payload);
    expect(searched).toEqual([1, 2]);
    expect(result.total).toBe(3);
    expect(bodies.map(idsOf)).toEqual([['a-1', 'a-2'], ['a-3', 'a-4'], ['a-5']]);
    expect(bodies.map(({ body }) => (body['pagination'] as JsonObject)['page'])).toEqual([1, 2, 3]);
  });

  it('fills its leads up to the asked length', async () => {
    const { bodies } = await run({ ...payload, about_characters: 100 });
    const [lead] = (bodies[2]?.body['processed_data'] as JsonObject)['structured_leads'] as JsonObject[];
    expect(lead?.['about']).toHaveLength(100);
  });

  it('fails for good until the generation that it is asked to succeed in', async () => {
    const asked = { ...payload, succeeds_from: 2 };
    await expect(run(asked)).rejects.toMatchObject({ code: 'asked_to_fail' });
    expect((await run(asked, 2)).bodies).toHaveLength(3);
  });
});

describe('leadsContract', () => {
  it('closes with one failed body', () => {
    const details = { message: 'no' };
    const closing = { kind: 'failure', reason: 'no', details, jobId: 'j', entityId: 'a' } as const;
    expect(leadsContract.closingBodies(payload, closing)).toMatchObject([
      { body: { status: 'failed', job_id: 'j', account_id: 'a', error_details: details } },
    ]);
  });
});
