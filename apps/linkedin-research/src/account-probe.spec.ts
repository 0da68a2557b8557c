import { leadLinkedinResearch } from '@userport/contracts/linkedin-research';
import type { PageAnswer } from '@userport/runner';
import request from '../fixtures/request.json';
import { stopIfCompleted } from './account-probe';
import { recordingContext } from './testing';

const payload = leadLinkedinResearch.payload.parse(request);
const skipped = (reason: string): PageAnswer => ({ kind: 'skipped', httpStatus: 200, reason });

describe('stopIfCompleted', () => {
  it('tells Django that the research begins', async () => {
    const context = recordingContext();
    await stopIfCompleted(payload, context);
    expect(context.progressed).toMatchObject([
      { status: 'processing', completion_percentage: 10, lead_id: payload.lead_id, job_id: 'job-1' },
    ]);
  });

  it('stops when Django has a completed row, and says what to do', async () => {
    const context = recordingContext({ told: skipped('Enrichment already completed') });
    await expect(stopIfCompleted(payload, context)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'account_completed',
      message: expect.stringContaining('retry this job') as string,
    });
  });

  it.each<[string, PageAnswer]>([
    ['takes it', { kind: 'accepted', httpStatus: 200 }],
    [
      'skips it for a row that failed, which takes a completed body',
      skipped('Cannot update failed status except to completed'),
    ],
    ['skips it for another reason', skipped('no reason given')],
    ['does not answer', { kind: 'unanswered', reason: 'timed out' }],
    ['refuses it', { kind: 'refused', httpStatus: 500, answer: 'error', forGood: false }],
  ])('goes on when Django %s', async (_what, told) => {
    await expect(stopIfCompleted(payload, recordingContext({ told }))).resolves.toBeUndefined();
  });

  it('asks once: a later delivery decides by the kept answer', async () => {
    const first = recordingContext();
    await stopIfCompleted(payload, first);
    const second = recordingContext({
      memos: first.memos,
      told: skipped('Enrichment already completed'),
    });
    await stopIfCompleted(payload, second);
    expect(second.progressed).toEqual([]);
  });
});
