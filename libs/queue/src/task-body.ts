import { TerminalError } from '@userport/errors';
import type { QueueTask } from './queue';

/** The documented size of a task (cloudtasks.proto, CreateTask); larger payloads travel as references. */
const LARGEST_BODY_BYTES = 100 * 1024;
/** Of `projects.locations.queues.tasks.name` in the REST reference of Cloud Tasks. */
const NAME = /^[\w-]{1,500}$/;

/**
 * The bytes of a task's body, once name and size are what every queue takes.
 * @throws TerminalError `task_name` or `task_too_large`
 */
export function taskBodyOf({ name, body }: QueueTask): Buffer {
  if (!NAME.test(name)) {
    const rule = 'The name of a queue task is 1 to 500 letters, digits, hyphens and underscores.';
    throw new TerminalError(rule, { code: 'task_name' });
  }
  const bytes = Buffer.from(JSON.stringify(body));
  if (bytes.length > LARGEST_BODY_BYTES) {
    const rule = `A queue task holds at most ${LARGEST_BODY_BYTES} bytes, this one ${bytes.length}; send the payload as a reference.`;
    throw new TerminalError(rule, { code: 'task_too_large' });
  }
  return bytes;
}
