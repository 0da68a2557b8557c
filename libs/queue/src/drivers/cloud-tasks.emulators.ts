import { queueNameOf } from '../queue-name';
import { describeQueue } from '../queue.suite';
import { openCloudTasks } from './cloud-tasks';
import { openTasksClient } from './cloud-tasks-client';

/** Address of the emulator of Cloud Tasks; `npm run test:emulators` starts it and sets it. */
const apiEndpoint = process.env['CLOUD_TASKS_API_ENDPOINT'] ?? '';
const SECOND_MS = 1000;

/** Opens a queue of its own in a location of its own, with 100 attempts and a back-off of 1 s. */
async function open(address: string, { shortDeadline }: { readonly shortDeadline: boolean }) {
  const location = `suite-${crypto.randomUUID()}`;
  const parent = `projects/demo/locations/${location}`;
  const name = `${parent}/queues/${queueNameOf('custom_column')}`;
  const client = await openTasksClient(apiEndpoint);
  const backoff = { minBackoff: { seconds: 1 }, maxBackoff: { seconds: 1 } };
  await client.createQueue({ parent, queue: { name, retryConfig: { maxAttempts: 100, ...backoff } } });
  const queue = openCloudTasks({
    project: 'demo',
    location,
    serviceAccountEmail: 'queue@demo.iam.gserviceaccount.com',
    addressOf: () => address,
    dispatchDeadlineSeconds: shortDeadline ? 15 : 600,
    apiEndpoint,
  });
  const close = async (): Promise<void> => {
    await client.deleteQueue({ name });
    await Promise.all([queue.close(), client.close()]);
  };
  return { queue, secondMs: SECOND_MS, close };
}

describeQueue('Cloud Tasks on its emulator', open, (word) => `${word}-${crypto.randomUUID()}`, {
  // The service takes the header into account (target.proto); this emulator does not look at it.
  heedsRetryAfter: false,
});
