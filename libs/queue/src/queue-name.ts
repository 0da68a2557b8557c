/**
 * The queue of a task: one queue a kind of task, since rate and back-off are set on the queue and not on the task.
 * A queue id takes letters, digits and hyphens (cloud.google.com/tasks/docs/reference/rest, projects.locations.queues).
 */
export const queueNameOf = (taskName: string): string => taskName.replaceAll('_', '-');
