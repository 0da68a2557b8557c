import { leadsJob } from '../prove-processes/jobs';
import type { Row } from './report';
import { withServer } from './served';

const DELIVERIES = 1000;
/** Above what travels inline, so that each delivery reads the payload from the store. */
const PAYLOAD_CHARACTERS = 100_000;
/** The execution outlasts the storm. */
const THINKING_MS = 5_000;
const MEMORY_LIMIT_MB = 150;

/** 1,000 deliveries of one key at the same time, payload by reference, to a server in another process. */
export const measure = (say: (text: string) => void): Promise<readonly Row[]> =>
  withServer(async ({ lane, ask, overIdleMb, idleMb }) => {
    const job = leadsJob(1);
    const task = await ask({ ...job, payload: { ...job.payload, note: 'x'.repeat(PAYLOAD_CHARACTERS) } });
    if (task.body.payload !== undefined) throw new Error('The payload travels inline.');
    say(`${DELIVERIES} deliveries of one job at the same time`);
    lane.thinking.ms = THINKING_MS;
    const paidBefore = lane.paid();
    const beganMs = performance.now();
    const answers = await Promise.all(Array.from({ length: DELIVERIES }, () => lane.queue.deliver(task)));
    const tookMs = performance.now() - beganMs;
    const ofOutcome = (outcome: string) => answers.filter((answer) => answer.outcome === outcome).length;
    const { taken } = lane.sandbox.receiver.summary();
    return [
      { what: 'executions, by paid calls', value: lane.paid() - paidBefore, unit: '', limit: 1 },
      { what: 'without an answer', value: ofOutcome('no answer'), unit: '', limit: 0 },
      {
        what: 'answered neither delivered, held nor replayed',
        value:
          DELIVERIES -
          ['delivered', 'held', 'replayed', 'no answer'].reduce((sum, one) => sum + ofOutcome(one), 0),
        unit: '',
        limit: 0,
      },
      {
        what: 'memory over idle (server alone, Linux x64)',
        value: await overIdleMb(),
        unit: 'MB',
        limit: MEMORY_LIMIT_MB,
      },
      { what: 'memory when idle', value: idleMb, unit: 'MB' },
      { what: 'answered 409, held', value: ofOutcome('held'), unit: 'answers' },
      { what: 'pages that the receiver stored, warm-up included', value: taken, unit: 'pages' },
      { what: 'until the last answer', value: tookMs, unit: 'ms' },
    ];
  });
