import type { LogContext } from './log-context';
import { redact } from './redact';

/** How much a line matters; the names are winston's. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** What a line says besides its message. Values may be anything: they are redacted and bounded. */
export type LogFields = Readonly<Record<string, unknown>>;

/** One thing to be said. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
  readonly context: LogContext;
  /** ms since 1970. */
  readonly at: number;
}

/** https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry#LogSeverity */
const SEVERITY: Readonly<Record<LogLevel, string>> = {
  error: 'ERROR',
  warn: 'WARNING',
  info: 'INFO',
  debug: 'DEBUG',
};

/** Cloud Logging drops entries above 256 KiB; a person reads far less. */
export const LONGEST_LINE_BYTES = 32 * 1024;

const LONGEST_LABEL = 200;

/** Names that Cloud Logging gives a meaning; a field of that name steps aside. */
const RESERVED = new Set(['severity', 'message', 'time', 'timestamp']);

const labelsOf = ({ cloud_trace: _cloudTrace, ...context }: LogContext): Record<string, string> =>
  Object.fromEntries(
    Object.entries(context)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(redact(String(value))).slice(0, LONGEST_LABEL)]),
  );

const fieldsOf = (fields: LogFields): Record<string, unknown> => {
  const safe = redact(fields);
  if (safe === null || typeof safe !== 'object') return { fields: safe };
  return Object.fromEntries(
    Object.entries(safe).map(([name, value]) => [
      RESERVED.has(name) || name.startsWith('logging.googleapis.com/') ? `${name}_` : name,
      value,
    ]),
  );
};

/**
 * One entry as one line of JSON in the fields that Cloud Logging reads (severity, message, time, trace, labels).
 * Never longer than {@link LONGEST_LINE_BYTES}: what does not fit is left out, and the line says so.
 * Source of the names: https://cloud.google.com/logging/docs/structured-logging
 */
export function jsonLine(entry: LogEntry, project: string | undefined): string {
  const { cloud_trace: trace } = entry.context;
  const head = {
    severity: SEVERITY[entry.level],
    message: String(redact(entry.message)),
    time: new Date(entry.at).toISOString(),
    ...(project !== undefined && trace !== undefined
      ? { 'logging.googleapis.com/trace': `projects/${project}/traces/${trace}` }
      : {}),
    'logging.googleapis.com/labels': labelsOf(entry.context),
  };
  const line = JSON.stringify({ ...head, ...fieldsOf(entry.fields) });
  const bytes = Buffer.byteLength(line);
  return bytes <= LONGEST_LINE_BYTES ? line : JSON.stringify({ ...head, fields_left_out_bytes: bytes });
}

const prettyValue = (value: unknown): string =>
  typeof value === 'string' && /^[^\s"]+$/.test(value) ? value : (JSON.stringify(value) ?? 'undefined');

/** The same for a terminal: time of day, level, message, then names and values. One line, bounded alike. */
export function prettyLine(entry: LogEntry): string {
  const time = new Date(entry.at).toISOString().slice(11, 23);
  const said = Object.entries({ ...labelsOf(entry.context), ...fieldsOf(entry.fields) });
  const message = String(redact(entry.message)).replaceAll(/\s*\n\s*/g, ' | ');
  const tail = said.map(([name, value]) => ` ${name}=${prettyValue(value)}`).join('');
  const line = `${time} ${SEVERITY[entry.level].padEnd(7)} ${message}${tail}`;
  return line.length <= LONGEST_LINE_BYTES / 4 ? line : `${line.slice(0, LONGEST_LINE_BYTES / 4)}…`;
}
