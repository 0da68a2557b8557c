import { Writable } from 'node:stream';
import { currentLogContext } from './log-context';
import { jsonLine, type LogEntry, type LogFields, type LogLevel, prettyLine } from './log-line';

/** Says things, one line each. Fields may hold anything, errors too; secrets in them are replaced. */
export interface Logger {
  error(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
}

/** How a logger is made. */
export interface LoggerOptions {
  /** Least level that is written. */
  readonly level: LogLevel;
  /** Google Cloud project; without it lines carry no trace name. */
  readonly project?: string | undefined;
  /** `json` for Cloud Logging (the default), `pretty` for a terminal. */
  readonly format?: 'json' | 'pretty';
  /** Takes one line, its line break included; standard output when not given. */
  readonly write?: (line: string) => void;
  /** ms since 1970. */
  readonly now?: () => number;
}

type Sink = (level: LogLevel, line: string) => void;

const openWinston = async (write: (line: string) => void): Promise<Sink> => {
  const { default: winston } = await import('winston');
  const stream = new Writable({
    decodeStrings: false,
    write: (line, _encoding, done) => {
      write(String(line));
      done();
    },
  });
  const logger = winston.createLogger({
    level: 'debug',
    format: winston.format.printf(({ message }) => String(message)),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
  });
  return (level, line) => void logger.log(level, line);
};

const LEVELS: readonly LogLevel[] = ['error', 'warn', 'info', 'debug'];

/**
 * A logger whose lines carry the context of the request that is running. Each line is one write, because the
 * functions framework turns two lines in one write into one text.
 *
 * winston costs 25 ms to load, a tenth of a cold start: the first line begins loading it, and until it is there
 * lines are written directly, so that none waits and none is lost when the process ends.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { level: least, project, format = 'json', now = Date.now } = options;
  const write = options.write ?? ((line: string) => void process.stdout.write(line));
  const direct: Sink = (_level, line) => write(`${line}\n`);
  let sink = direct;
  let opening: Promise<void> | undefined;

  const record = (level: LogLevel, message: string, fields: LogFields): void => {
    const entry: LogEntry = { level, message, fields, context: currentLogContext(), at: now() };
    sink(level, format === 'json' ? jsonLine(entry, project) : prettyLine(entry));
  };
  const open = async (): Promise<void> => {
    try {
      sink = await openWinston(write);
    } catch (error) {
      record('warn', 'winston did not load; lines go on to be written directly', { error });
    }
  };
  const say =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void => {
      if (LEVELS.indexOf(level) > LEVELS.indexOf(least)) return;
      opening ??= open();
      record(level, message, fields);
    };
  return { error: say('error'), warn: say('warn'), info: say('info'), debug: say('debug') };
}
