import { stripVTControlCharacters } from 'node:util';
import type { JsonObject } from '@userport/contracts';
import { forgottenText } from './print-forgotten';

const report: JsonObject = {
  lead_id: 'lead-1',
  existing: false,
  complete: true,
  again_at: null,
  jobs: [{ job_id: 'job-1', task_name: 'research', generations: [1, 2], at_work_until: null }],
  removed: [
    { table: 'task_payloads', rows: 3 },
    { table: 'enrichment_callbacks', rows: null },
  ],
  left: [],
  payloads_in_use: 0,
  kept: [
    { what: 'results of columns', tables: [], tasks: ['custom_column'], expires_after_days: null },
    { what: 'answers', tables: [], expires_after_days: 30 },
  ],
};

const linesOf = (more: JsonObject): string[] =>
  stripVTControlCharacters(forgottenText({ ...report, ...more })).split('\n');

describe('forgottenText', () => {
  it('tells what is gone and what is kept', () => {
    expect(linesOf({})).toEqual([
      'Lead lead-1 is forgotten. Its jobs are never run, sent or retried again:',
      '  job-1  research · 2 generations',
      '',
      'Removed now:',
      '       3  parts of requests, captured pages among them',
      '       ?  bodies of results',
      '',
      'Nothing is left that can be removed.',
      '',
      'Kept all the same:',
      '    results of columns (custom_column): no expiry',
      '    answers: gone after 30 days',
    ]);
  });

  it('tells what is left, when it can go, who is at work and what somebody else uses', () => {
    const lines = linesOf({
      existing: true,
      complete: false,
      again_at: '2026-11-23T12:30:00.000Z',
      jobs: [{ job_id: 'j', task_name: 't', generations: [1], at_work_until: '2026-11-23T12:10:00.000Z' }],
      left: [
        {
          table: 'task_payloads',
          rows: 1,
          again_at: '2026-11-23T12:30:00Z',
          expires_at: '2027-02-21T00:00:00Z',
        },
        { table: 'task_events', rows: 2, again_at: '2026-11-23T12:20:00Z', expires_at: null },
      ],
      payloads_in_use: 1,
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Lead lead-1 was forgotten before. Its jobs are never run, sent or retried again:',
        '  j  t · 1 generation · a function was at work, at most until 2026-11-23 12:10 UTC',
        '  1 requests stay: a job about somebody else was asked for with the same.',
        'Not everything is gone yet: run this again after 2026-11-23 12:30 UTC.',
        '       1  parts of requests, captured pages among them: can go after 2026-11-23 12:30 UTC, or by itself on 2027-02-21 00:00 UTC',
        '       2  events that quote the receiver: can go after 2026-11-23 12:20 UTC',
      ]),
    );
  });
});
