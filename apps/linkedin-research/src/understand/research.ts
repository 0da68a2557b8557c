import type { Models } from '@userport/ai';
import type { JsonObject } from '@userport/contracts';
import type { TaskContext } from '@userport/runner';

/** What understanding needs besides the activities. */
export interface Research {
  readonly models: Models;
  readonly context: TaskContext;
  /** What is known of lead, account and product, as it came. */
  readonly inputData: JsonObject;
}
