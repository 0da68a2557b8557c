import type { Section } from '@userport/config';
import { TerminalError } from '@userport/errors';
import { type InProcessOptions, openInProcessQueue } from './drivers/in-process';
import type { Queue } from './queue';

/** A Google ID token for an audience. */
export type TokenFor = (audience: string) => Promise<string>;

/** What only the local stack tells the queue. */
export type OpenQueueOptions = Pick<InProcessOptions, 'addressOf' | 'retry' | 'concurrentPerTask' | 'log'>;

const required = (value: string | undefined, variable: string, about: string): string => {
  if (value !== undefined) return value;
  throw new TerminalError(`${variable}: is not set. ${about}`, { code: 'configuration' });
};

const addressFrom = (given: string | undefined) => {
  const about = 'The queue needs the address of the functions; `{app}` stands for the name of one.';
  const template = required(given, 'FUNCTIONS_BASE_URL', about);
  return (app: string) => template.replaceAll('{app}', app).replace(/\/+$/, '');
};

async function openCloudQueue(config: Readonly<Section<'queue'>>, location: string): Promise<Queue> {
  const { GOOGLE_CLOUD_PROJECT, CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL } = config;
  const project = required(
    GOOGLE_CLOUD_PROJECT,
    'GOOGLE_CLOUD_PROJECT',
    'It is part of the name of every queue; `gcloud config get project` tells it.',
  );
  const serviceAccountEmail = required(
    CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL,
    'CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL',
    'Deliveries carry an ID token of this account; `npm run provision` prints its name.',
  );
  const addressOf = addressFrom(config.FUNCTIONS_BASE_URL);
  const { openCloudTasks } = await import('./drivers/cloud-tasks');
  return openCloudTasks({
    project,
    location,
    serviceAccountEmail,
    addressOf,
    dispatchDeadlineSeconds: config.DISPATCH_DEADLINE_SECONDS,
    apiEndpoint: config.CLOUD_TASKS_API_ENDPOINT,
  });
}

/**
 * Opens the queue that the configuration asks for: Cloud Tasks where its location is named, else the one inside the
 * process, which takes its deliveries' tokens from `tokenFor`.
 * @throws TerminalError `configuration` naming the variable
 */
export async function openQueue(
  config: Readonly<Section<'queue'>>,
  tokenFor?: TokenFor,
  options: Partial<OpenQueueOptions> = {},
): Promise<Queue> {
  const { CLOUD_TASKS_LOCATION: location } = config;
  if (location !== undefined) return openCloudQueue(config, location);
  return openInProcessQueue({
    ...options,
    addressOf: options.addressOf ?? addressFrom(config.FUNCTIONS_BASE_URL),
    tokenFor,
    dispatchDeadlineMs: config.DISPATCH_DEADLINE_SECONDS * 1000,
  });
}
