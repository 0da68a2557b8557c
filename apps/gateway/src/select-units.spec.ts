import { notInState, selectUnits, statesOf } from './select-units';
import { openTestGateway, type TestGateway } from './testing';

describe('selectUnits', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
    await gateway.call('POST', '/api/v1/tasks/create/probe', { job_id: 'job-1', entity_ids: ['a', 'b'] });
  });
  afterEach(() => gateway.close());

  const select = (jobId: string, query = '') =>
    selectUnits(gateway.services, {
      params: { job_id: jobId },
      query: new URLSearchParams(query),
      body: undefined,
      headers: {},
    });

  it('picks all entities, or the one that is named', async () => {
    const all = await select('job-1');
    const one = await select('job-1', 'entity_id=b');
    expect(all.name === 'selected' && all.units.map(({ entityId }) => entityId)).toEqual(['a', 'b']);
    expect(one.name === 'selected' && one.units.map(({ entityId }) => entityId)).toEqual(['b']);
  });

  it.each([
    ['job-2', '', 404, 'unknown_job'],
    ['job-1', 'entity_id=z', 404, 'unknown_entity'],
    ['job-1', 'entity_id=', 422, 'invalid_request'],
  ])('answers %s?%s with %i', async (jobId, query, status, type) => {
    const selected = await select(jobId, query);
    expect(selected).toMatchObject({
      name: 'problem',
      answer: { status, body: { type: `urn:userport:problem:${type}` } },
    });
  });

  it('tells the state of every unit in a refusal', async () => {
    const selected = await select('job-1');
    if (selected.name !== 'selected') throw new Error('the job is known');
    const { units, job } = selected;
    const states = {
      job_id: 'job-1',
      state: 'scheduled',
      entities: [
        { entity_id: 'a', status: 'scheduled', generation: 1, round: 1 },
        { entity_id: 'b', status: 'scheduled', generation: 1, round: 1 },
      ],
    };
    expect(statesOf(units, job.nowMs)).toEqual(states);
    expect(notInState('busy', 'It runs.', units, job.nowMs).body).toEqual({
      type: 'urn:userport:problem:busy',
      title: 'Not possible in this state',
      status: 409,
      detail: 'It runs.',
      ...states,
    });
  });
});
