import { drive } from './drive';
import { columnJob, leadsJob, type ProofJob } from './jobs';
import type { Lane } from './lane';
import type { Line } from './line';
import { judgeTogether } from './together';

/** A receiver that never answers is given up after a second instead of 130. */
export const SHORT_CALLBACKS = { CALLBACK_TIMEOUT_SECONDS: '1' } as const;

const KINDS = ['accept-then-500', 'never-answer', 'half-answer'] as const;

interface Case {
  readonly kind: (typeof KINDS)[number];
  readonly job: ProofJob;
  readonly where: string;
  /** The fault lets this many pages pass. */
  readonly after: number;
  /** And then strikes this many. */
  readonly times: number;
}

/** Each fault on the first and on a later page of leads, and on the body that must not be applied twice. */
function casesOf(): Case[] {
  let number = 0;
  return KINDS.flatMap((kind) =>
    [1, 3].flatMap((times): Case[] => {
      number += 1;
      const [first, later, column] = [leadsJob(2 * number), leadsJob(2 * number + 1), columnJob(number)];
      return [
        { kind, times, after: 0, job: first, where: 'first page' },
        { kind, times, after: 1, job: later, where: 'second page' },
        { kind, times, after: 0, job: column, where: 'completing body' },
      ];
    }),
  );
}

/**
 * A receiver that takes a page and then answers 500, never answers, or breaks the answer off: the page comes again with
 * the same id and the same bytes, and is applied once.
 */
export async function sufferReceivers(lane: Lane, say: (line: Line) => void): Promise<void> {
  await lane.start();
  const cases = casesOf();
  for (const { kind, job, after, times } of cases)
    lane.sandbox.receiver.faults.add({ kind, jobId: job.jobId, status: 'completed', after, times });
  const paidBefore = lane.paid();
  const driven = await Promise.all(cases.map(async (one) => ({ one, driven: await drive(lane, one.job) })));
  const paid = lane.paid() - paidBefore - cases.reduce((sum, { job }) => sum + job.paidCalls, 0);
  const file = await lane.end('SIGTERM');
  for (const { one, driven: ended } of driven) {
    const allowed = { paid: one.job.paidCalls + paid, paidAgain: 0, resends: one.times };
    const struck = lane.sandbox.receiver
      .callbacksOf(one.job.jobId)
      .filter(({ fault }) => fault === one.kind).length;
    say({
      ...{ section: 'receiver', struck: struck === one.times },
      what: `${one.kind}, ${one.times} times, ${one.where} of ${one.job.kind}`,
      note: `${ended.answers.length} deliveries`,
      ...(await judgeTogether(lane, file, [ended], allowed)),
    });
  }
  await file.close();
}
