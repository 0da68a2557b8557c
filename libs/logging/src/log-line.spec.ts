import { anyCharacter } from '@userport/contracts/testing';
import * as fc from 'fast-check';
import { jsonLine, type LogEntry, LONGEST_LINE_BYTES, prettyLine } from './log-line';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

const entry = (part: Partial<LogEntry> = {}): LogEntry => ({
  level: 'info',
  message: 'Claimed.',
  fields: {},
  context: {},
  at: Date.UTC(2026, 10, 23, 12, 30, 15, 250),
  ...part,
});

describe('jsonLine', () => {
  it('names severity, message, time, trace and labels as Cloud Logging reads them', () => {
    const context = { trace_id: 'req-1', cloud_trace: TRACE, job_id: 'job-1', attempt: 2 };
    expect(JSON.parse(jsonLine(entry({ context, fields: { epoch: 1 } }), 'demo'))).toEqual({
      severity: 'INFO',
      message: 'Claimed.',
      time: '2026-11-23T12:30:15.250Z',
      'logging.googleapis.com/trace': `projects/demo/traces/${TRACE}`,
      'logging.googleapis.com/labels': { trace_id: 'req-1', job_id: 'job-1', attempt: '2' },
      epoch: 1,
    });
  });

  it.each([
    ['error', 'ERROR'],
    ['warn', 'WARNING'],
    ['info', 'INFO'],
    ['debug', 'DEBUG'],
  ] as const)('writes %s as %s', (level, severity) => {
    expect(JSON.parse(jsonLine(entry({ level }), undefined))).toMatchObject({ severity });
  });

  it('names no trace when the project is not known', () => {
    const line = jsonLine(entry({ context: { cloud_trace: TRACE } }), undefined);
    expect(line).not.toContain(TRACE);
  });

  it('moves fields aside whose names have a meaning of their own', () => {
    const fields = { message: 'other', severity: 'EMERGENCY', 'logging.googleapis.com/trace': 'x' };
    expect(JSON.parse(jsonLine(entry({ fields }), 'demo'))).toMatchObject({
      message: 'Claimed.',
      message_: 'other',
      severity: 'INFO',
      severity_: 'EMERGENCY',
      'logging.googleapis.com/trace_': 'x',
    });
  });

  it('leaves fields out that make the line too long, and says so', () => {
    const fields = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, 'x'.repeat(2_000)]));
    const line = jsonLine(entry({ fields }), undefined);
    expect(JSON.parse(line)).toEqual({
      severity: 'INFO',
      message: 'Claimed.',
      time: '2026-11-23T12:30:15.250Z',
      'logging.googleapis.com/labels': {},
      fields_left_out_bytes: expect.any(Number),
    });
  });

  it('is one bounded line of JSON whatever is said', () => {
    const text = fc.string({ unit: anyCharacter, maxLength: 9_000, size: 'max' });
    const context = fc.record({ job_id: text, entity_id: text, trace_id: text, account_id: text });
    const fields = fc.dictionary(
      fc.string(),
      fc.anything({ withBigInt: true, withDate: true, withMap: true }),
    );
    fc.assert(
      fc.property(text, context, fields, (message, known, given) => {
        const line = jsonLine(entry({ message, context: known, fields: given }), 'demo');
        expect(line).not.toMatch(/[\r\n]/);
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LONGEST_LINE_BYTES);
        expect(JSON.parse(line)).toMatchObject({ severity: 'INFO' });
      }),
      { numRuns: 50 },
    );
  });
});

describe('prettyLine', () => {
  it('shows time of day, level, message, then names and values', () => {
    const line = prettyLine(
      entry({ level: 'warn', context: { job_id: 'job-1' }, fields: { waited: '2 s', list: [1] } }),
    );
    expect(line).toBe('12:30:15.250 WARNING Claimed. job_id=job-1 waited="2 s" list=[1]');
  });

  it('stays one line and bounded', () => {
    const line = prettyLine(
      entry({ message: 'one\n two', fields: { text: 'a\nb', long: ['x'.repeat(9_999)] } }),
    );
    expect(line).toMatch(/^12:30:15\.250 INFO {4}one \| two text="a\\nb" long=/);
    expect(line).not.toContain('\n');
    expect(line.length).toBeLessThanOrEqual(LONGEST_LINE_BYTES / 4 + 1);
  });
});
