import type { Section } from '@userport/config';
import { TerminalError } from '@userport/errors';
import { type InProcessOptions, openInProcessQueue } from './drivers/in-process';
import type { Queue } from './queue';

/** A Google ID token for an audience. */
export type TokenFor = (audience: string) => Promise<string>;

/** What only the local stack tells the queue. */
export type OpenQueueOptions = Pick<InProcessOptions, 'addressOf' | 'retry' | 'concurrentPerTask' | 'log'>;

const addressFrom = (template: string | undefined) => {
  if (template === undefined) {
    throw new TerminalError(
      'FUNCTIONS_BASE_URL: is not set. The queue needs the address of the functions; `{app}` stands for the name of one.',
      { code: 'configuration' },
    );
  }
  return (app: string) => template.replaceAll('{app}', app).replace(/\/+$/, '');
};

/**
 * Opens the queue that the configuration asks for.
 * @throws TerminalError `configuration` naming the variable
 */
export function openQueue(
  config: Readonly<Section<'queue'>>,
  tokenFor?: TokenFor,
  options: Partial<OpenQueueOptions> = {},
): Promise<Queue> {
  return Promise.resolve().then(() => {
    if (config.CLOUD_TASKS_LOCATION !== undefined) {
      throw new TerminalError(
        'CLOUD_TASKS_LOCATION is set, but this version has no Cloud Tasks driver yet. Unset it to use the in-process queue.',
        { code: 'configuration' },
      );
    }
    return openInProcessQueue({
      ...options,
      addressOf: options.addressOf ?? addressFrom(config.FUNCTIONS_BASE_URL),
      tokenFor,
      dispatchDeadlineMs: config.DISPATCH_DEADLINE_SECONDS * 1000,
    });
  });
}
