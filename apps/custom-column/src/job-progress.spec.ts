import type { JsonObject } from '@userport/contracts';
import { jobProgress } from './job-progress';

const progressOf = (total: number, batchSize: number): JsonObject[] => {
  const sent: JsonObject[] = [];
  const progress = jobProgress(
    { jobId: 'job-1', progress: (body) => void sent.push(body) },
    'e1',
    total,
    batchSize,
  );
  progress.started();
  for (let count = 1; count <= total; count += 1) progress.ended(count);
  return sent;
};

const seen = (bodies: readonly JsonObject[]): unknown[] =>
  bodies.map((body) => [
    body['completion_percentage'],
    (body['processed_data'] as JsonObject)['processed_count'],
  ]);

describe('jobProgress', () => {
  it('begins at 10 percent', () => {
    expect(progressOf(1, 10)[0]).toEqual({
      job_id: 'job-1',
      account_id: 'e1',
      lead_id: null,
      enrichment_type: 'custom_column',
      source: 'custom_column',
      status: 'processing',
      is_partial: false,
      completion_percentage: 10,
      orchestration_data: null,
      processed_data: { stage: 'initialization' },
    });
  });

  it('reports each full batch and the end by real counts', () => {
    const bodies = progressOf(25, 10);
    expect(seen(bodies)).toEqual([
      [10, undefined],
      [42, 10],
      [74, 20],
      [90, 25],
    ]);
    expect(bodies[3]?.['processed_data']).toEqual({
      stage: 'processing',
      processed_count: 25,
      total_count: 25,
      batch_completed: 3,
      total_batches: 3,
    });
  });

  it('reports a large job in small batches ten times', () => {
    expect(seen(progressOf(1000, 1))).toEqual([
      [10, undefined],
      ...Array.from({ length: 10 }, (_, n) => [18 + 8 * n, 100 * (n + 1)]),
    ]);
  });

  it('says whole percents and never more than there is', () => {
    for (const [total, size] of [
      [7, 3],
      [101, 9],
      [1, 1],
    ] as const) {
      for (const [percent, count] of seen(progressOf(total, size)) as [number, number | undefined][]) {
        expect(Number.isInteger(percent) && percent <= 90).toBe(true);
        expect(count ?? 0).toBeLessThanOrEqual(total);
      }
    }
  });
});
