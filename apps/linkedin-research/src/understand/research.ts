import type { Models } from '@userport/ai';
import type { TaskContext } from '@userport/runner';
import type { Known } from './known';
import type { ReadableActivity } from './readable';

/** What understanding works on. */
export interface Research {
  readonly models: Models;
  readonly context: TaskContext;
  readonly known: Known;
  /** Fresh activities, the newest first. */
  readonly readable: readonly ReadableActivity[];
  /** Lets others in between two pieces of work of a few milliseconds. */
  readonly pause: () => Promise<void>;
}

/** A text that was not believed, and by which rule; the text is for the raw data alone. */
export interface Dropped {
  /** Of what kind it was: `trait`, `starter`, `summary`. */
  readonly part: string;
  readonly rule: string;
  readonly claimed: string;
  /** What of it stands in none of its grounds. */
  readonly invention?: string;
}

/** How many were dropped by which rule. */
export function countByRule(dropped: readonly Dropped[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of dropped) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}
