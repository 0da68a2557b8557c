import type { CallbackBody, TaskContract } from '@userport/contracts';
import type { Logger } from '@userport/logging';
import type { Queue } from '@userport/queue';
import type { FixedBody } from '@userport/runner';
import type { Stores } from '@userport/warehouse';

/** What the gateway is, with or without storage. */
export interface About {
  readonly version: string;
  /** Every task, by name. */
  readonly contracts: Readonly<Record<string, TaskContract>>;
}

/** Everything from outside that the gateway touches. */
export interface Services extends About {
  readonly stores: Pick<Stores, 'jobs' | 'events' | 'payloads' | 'costOf' | 'forget' | 'expired'>;
  readonly queue: Queue;
  /**
   * Cleans, serialises and bounds one callback body, as the functions do.
   * @throws TerminalError `body_too_large`
   */
  fix(body: CallbackBody): FixedBody;
  /** ms since 1970. */
  now(): number;
  /** A fresh random word: at most 63 of `[a-z0-9]`. */
  randomToken(): string;
  /** A fresh UUID. */
  randomId(): string;
  readonly log: Logger;
}
