import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { contractNamed, type JsonObject } from '@userport/contracts';
import type { StoredUnit } from './stored-job';

/**
 * How results of one task are shown, by `npm run demo` and by `npm run explain`. A task exports one as `taskDemo` from
 * `tools/demo/<app>.demo.ts`; its requests are the files of its `fixtures`.
 */
export interface TaskDemo {
  /** Lines of the card below its head: what was asked for, and what came, in colour where the output is a terminal. */
  lines(unit: StoredUnit): readonly string[];
  /** The same for machines; its fields stand beside those of every job. */
  json(unit: StoredUnit): JsonObject;
  /** One part of the result by its id, with all that it stands on; for tasks whose results have such parts. */
  detail?(unit: StoredUnit, id: string): readonly string[];
  /**
   * A callback body without what differs from one job to the next over the same facts. Of tasks that have it a second
   * job is free and sends the same; the demo runs one to show it.
   */
  comparable?(body: JsonObject): JsonObject;
}

/** The bodies as they were stored, for a task that nobody wrote a demo for. */
const PLAIN: TaskDemo = {
  lines: ({ bodies }) => bodies.map((body) => `     ${JSON.stringify(body['processed_data'] ?? null)}`),
  json: ({ bodies }) => ({ bodies: [...bodies] }),
};

/** The demo of a task, found by the name of its app. */
export async function demoOf(taskName: string): Promise<TaskDemo> {
  const file = resolve(`tools/demo/${contractNamed(taskName)?.app ?? ''}.demo.ts`);
  if (!existsSync(file)) return PLAIN;
  return ((await import(file)) as { readonly taskDemo: TaskDemo }).taskDemo;
}
