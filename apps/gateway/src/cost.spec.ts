import type { SettledCall } from '@userport/contracts';
import { answers } from './answers';
import { openTestGateway } from './testing';

describe('GET /api/v1/tasks/{job_id}/cost', () => {
  it('adds up calls of all units and generations, kept answers and unknown prices apart', async () => {
    const gateway = await openTestGateway();
    await gateway.call('POST', '/api/v1/tasks/create/probe', { job_id: 'job-1', entity_ids: ['a', 'b'] });
    const calls: readonly { entityId: string; generation: number; vendor: string; settled: SettledCall }[] = [
      { entityId: 'a', generation: 1, vendor: 'gemini', settled: { units: { tokens: 7 }, costUsd: 0.25 } },
      {
        entityId: 'b',
        generation: 1,
        vendor: 'gemini',
        settled: { units: { saved_usd: 0.125 }, costUsd: 0, cached: true },
      },
      { entityId: 'b', generation: 2, vendor: 'apollo', settled: { units: { credits: 2 }, costUsd: null } },
    ];
    for (const { entityId, generation, vendor, settled } of calls) {
      const bill = gateway.stores.openBill({ jobId: 'job-1', entityId, generation, taskName: 'probe' });
      const reservation = await bill.reserve({ vendor, operation: 'call', estimateUsd: 1 });
      reservation.settle(settled);
      await bill.flush();
    }
    const { status, body } = await gateway.call('GET', '/api/v1/tasks/job-1/cost');
    expect(status).toBe(200);
    expect(answers.cost.strict().parse(body)).toEqual({
      job_id: 'job-1',
      cost_usd: 0.25,
      saved_usd: 0.125,
      calls: 3,
      cached_calls: 1,
      unknown_calls: 1,
      units: { tokens: 7, credits: 2 },
      by_vendor: { gemini: 0.25 },
    });
    await gateway.close();
  });
});
