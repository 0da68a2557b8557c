import type { Json, JsonObject } from '@userport/contracts';
import { paint, wrap } from '../demo/terminal';

const listIn = (report: JsonObject, name: string): readonly JsonObject[] => {
  const list = report[name];
  return Array.isArray(list) ? (list as JsonObject[]) : [];
};

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** As people say the time: 2026-11-23 12:00 UTC. */
const momentOf = (iso: Json | undefined): string => `${textOf(iso).slice(0, 16).replace('T', ' ')} UTC`;

/** What the rows of a table are, for people. */
const ROWS: Readonly<Record<string, string>> = {
  task_payloads: 'parts of requests, captured pages among them',
  enrichment_raw_data: 'rows of raw material and kept answers',
  enrichment_callbacks: 'bodies of results',
  task_events: 'events that quote the receiver',
};

const rowsOf = (table: Json | undefined): string => ROWS[textOf(table)] ?? textOf(table);

const jobLine = ({
  job_id: jobId,
  task_name: task,
  generations,
  at_work_until: until,
}: JsonObject): string => {
  const lives = Array.isArray(generations) ? generations.length : 0;
  const working =
    typeof until === 'string' ? ` · a function was at work, at most until ${momentOf(until)}` : '';
  return `  ${paint('bold', textOf(jobId))}  ${paint('dim', `${textOf(task)} · ${lives} generation${lives === 1 ? '' : 's'}${working}`)}`;
};

const countLine = ({ rows, table }: JsonObject): string =>
  `  ${(rows === null ? '?' : textOf(rows)).padStart(6)}  ${rowsOf(table)}`;

const leftLine = (line: JsonObject): string => {
  const expires =
    typeof line['expires_at'] === 'string' ? `, or by itself on ${momentOf(line['expires_at'])}` : '';
  return `${countLine(line)}: can go after ${momentOf(line['again_at'])}${expires}`;
};

const keptLine = ({ what, tasks, expires_after_days: days }: JsonObject): string => {
  const where = Array.isArray(tasks) ? ` (${tasks.join(', ')})` : '';
  const until = typeof days === 'number' ? `gone after ${days} days` : 'no expiry';
  return wrap(`${textOf(what)}${where}: ${until}`, 4);
};

/** What was forgotten, removed, left and kept, for a terminal. */
export function forgottenText(report: JsonObject): string {
  const left = listIn(report, 'left');
  const isDone = report['complete'] === true;
  const again = isDone
    ? [paint('green', 'Nothing is left that can be removed.')]
    : [
        paint('yellow', `Not everything is gone yet: run this again after ${momentOf(report['again_at'])}.`),
        ...left.map(leftLine),
      ];
  return [
    `Lead ${textOf(report['lead_id'])} ${report['existing'] === true ? 'was forgotten before' : 'is forgotten'}. Its jobs are never run, sent or retried again:`,
    ...listIn(report, 'jobs').map(jobLine),
    '',
    'Removed now:',
    ...listIn(report, 'removed').map(countLine),
    ...(Number(report['payloads_in_use']) > 0
      ? [
          `  ${textOf(report['payloads_in_use'])} requests stay: a job about somebody else was asked for with the same.`,
        ]
      : []),
    '',
    ...again,
    '',
    'Kept all the same:',
    ...listIn(report, 'kept').map(keptLine),
  ].join('\n');
}
