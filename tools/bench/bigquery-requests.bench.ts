import { randomToken, systemClock } from '@userport/host';
import { runTask } from '@userport/runner';
import { openStores, openWarehouse } from '@userport/warehouse';
import { startBigqueryServer } from '../../libs/warehouse/src/drivers/bigquery-server.suite';
import { askForProbe, MINUTE_MS, probeDelivery, probeEnv, probeTask } from './probe';
import type { Row } from './report';

/** Look up, claim, `claimed`, bodies, vote, `settled`, accepted with delivered. */
const REQUESTS = 7;
const BODIES = 3;
/** Long enough that what is sent at one time is under way together. */
const ANSWER_MS = 30;

/** What was asked until some moment of a job. */
interface Counted {
  requests: number;
  roundTrips: number;
}

/** Requests of happy jobs, counted at the wire by a server that speaks BigQuery's REST API to Google's own client. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const server = await startBigqueryServer({ answerMs: ANSWER_MS });
  const warehouse = await openWarehouse({
    GOOGLE_CLOUD_PROJECT: 'demo',
    BIGQUERY_DATASET: 'bench',
    BIGQUERY_LOCATION: 'US',
    BIGQUERY_API_ENDPOINT: server.url,
  });
  const stores = openStores(warehouse, { now: systemClock.now, randomId: randomToken });
  const env = probeEnv(stores.jobs, stores.openBill);
  const run = async (number: number, options: { bodies?: number; pays?: boolean } = {}) => {
    await askForProbe(stores.jobs, number);
    const [asked, began] = [server.requests.length, server.roundTrips()];
    const counted = (): Counted => ({
      requests: server.requests.length - asked,
      roundTrips: server.roundTrips() - began,
    });
    let [atRun, atPay] = [counted(), counted()];
    const onPay = () => void (atPay = counted());
    const onRun = () => void (atRun = counted());
    const task = probeTask({ bodies: options.bodies ?? 1, onRun, ...(options.pays ? { onPay } : {}) });
    const drain = new AbortController().signal;
    const outcome = await runTask(task, { body: probeDelivery(number), deadlineMs: MINUTE_MS, drain }, env);
    if (outcome.name !== 'delivered') throw new Error(`The probe ended as ${outcome.name}.`);
    return { all: counted(), atRun, atPay };
  };
  try {
    say('four jobs: one to warm up, one of one body, one of three, one that pays for a call');
    await run(1);
    const one = await run(2);
    const several = await run(3, { bodies: BODIES });
    const paying = await run(4, { pays: true });
    return [
      { what: 'a happy job of one body', value: one.all.requests, unit: 'requests', limit: REQUESTS },
      {
        what: `a happy job of ${BODIES} bodies`,
        value: several.all.requests,
        unit: 'requests',
        limit: REQUESTS + BODIES - 1,
      },
      {
        what: 'lookup and claim, before anything is paid for',
        value: one.atRun.roundTrips,
        unit: 'round trips',
        limit: 1,
      },
      {
        what: 'with the row of the bill that goes before the first paid call',
        value: paying.atPay.roundTrips,
        unit: 'round trips',
      },
      {
        what: 'a job that pays for one call, memo and bill on top',
        value: paying.all.requests,
        unit: 'requests',
      },
    ];
  } finally {
    await warehouse.close();
    await server.close();
  }
}
