import { TerminalError } from '@userport/errors';
import { withLogContext } from './log-context';
import { createLogger, type LoggerOptions } from './logger';

const open = (options: Partial<LoggerOptions> = {}) => {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', write: (line) => lines.push(line), now: () => 0, ...options });
  return { log, lines };
};

const parsed = (line: string): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>;

/** Lets the import of winston, begun by the first line, come to its end. */
const winstonLoaded = async (): Promise<void> => {
  await import('winston');
  await new Promise((resolve) => setImmediate(resolve));
};

describe('createLogger', () => {
  it('writes one line with its break per call, before and after winston is there, in order', async () => {
    const { log, lines } = open();
    log.info('first');
    expect(lines).toHaveLength(1);
    await winstonLoaded();
    log.warn('second');
    log.error('third');
    expect(lines.map((line) => parsed(line)['message'])).toEqual(['first', 'second', 'third']);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });

  it.each([
    ['error', 1],
    ['warn', 2],
    ['info', 3],
    ['debug', 4],
  ] as const)('writes what matters at least as much as %s', (level, expected) => {
    const { log, lines } = open({ level });
    log.error('a');
    log.warn('b');
    log.info('c');
    log.debug('d');
    expect(lines).toHaveLength(expected);
  });

  it('puts the context of the running request on every line', async () => {
    const { log, lines } = open({ project: 'demo' });
    await withLogContext({ trace_id: 't1', job_id: 'job-1', task_name: 'custom_column' }, async () => {
      log.info('before');
      await winstonLoaded();
      log.info('after');
    });
    expect(lines.map((line) => parsed(line)['logging.googleapis.com/labels'])).toEqual([
      { trace_id: 't1', job_id: 'job-1', task_name: 'custom_column' },
      { trace_id: 't1', job_id: 'job-1', task_name: 'custom_column' },
    ]);
  });

  it('describes an error in a field and keeps secrets out', () => {
    const { log, lines } = open();
    const error = new TerminalError('No.', { code: 'vendor_refused' });
    log.error('Call failed with Bearer abc123def456ghi', { error, api_key: 'k' });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      severity: 'ERROR',
      message: 'Call failed with Bearer [redacted]',
      time: '1970-01-01T00:00:00.000Z',
      error: { code: 'vendor_refused', message: 'No.', retryable: false },
      api_key: '[redacted]',
    });
  });

  it('writes for a terminal when asked to', () => {
    const { log, lines } = open({ format: 'pretty' });
    log.info('Listening.', { port: 8080 });
    expect(lines).toEqual(['00:00:00.000 INFO    Listening. port=8080\n']);
  });

  it('writes to standard output when nothing else is given', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    createLogger({ level: 'info' }).info('hello');
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();
    expect(lines).toEqual([expect.stringContaining('"message":"hello"')]);
  });
});
