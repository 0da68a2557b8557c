import { RetryableError, TerminalError } from '@userport/errors';
import { closedError, engineError, openingError } from './duckdb-errors';

describe('engineError', () => {
  it.each([
    ['Binder Error: Table "ev" does not have a column', 'TerminalError', 'warehouse_refused'],
    ['Constraint Error: NOT NULL constraint failed: ev.kind', 'TerminalError', 'warehouse_refused'],
    ['Parser Error: syntax error at or near "selec"', 'TerminalError', 'warehouse_refused'],
    ['Invalid Input Error: Malformed JSON', 'TerminalError', 'warehouse_refused'],
    ['Catalog Error: Table with name names does not exist!', 'TerminalError', 'tables_missing'],
    ['IO Error: Could not write file: No space left on device', 'RetryableError', 'warehouse_failed'],
    ['Out of Memory Error: failed to pin block', 'RetryableError', 'warehouse_failed'],
    ['TransactionContext Error: Failed to commit', 'RetryableError', 'warehouse_failed'],
    ['Something that no release has said yet', 'RetryableError', 'warehouse_failed'],
  ])('takes %j for a %s', (message, name, code) => {
    const cause = new Error(message);
    expect(engineError(cause, 'Appending to task_events')).toMatchObject({ name, code, cause });
  });

  it('names the operation and leaves the text of the engine to the cause', () => {
    const error = engineError(
      new Error('Conversion Error: Could not convert "secret"'),
      'Finding rows in task_events',
    );
    expect(error.message).toBe(
      'Finding rows in task_events: DuckDB refused the statement (Conversion); the cause says why.',
    );
  });

  it('knows an error of another realm, and takes what is no error for one that may pass', () => {
    expect(engineError({ message: 'Binder Error: no column' }, 'x').code).toBe('warehouse_refused');
    expect(engineError(undefined, 'x').code).toBe('warehouse_failed');
  });

  it('leaves an error of ours as it is', () => {
    const [final, passing] = [new TerminalError('no'), new RetryableError('later')];
    expect([engineError(final, 'x'), engineError(passing, 'x')]).toEqual([final, passing]);
  });
});

describe('openingError', () => {
  it('names the process that has the file', () => {
    const cause = new Error(
      'IO Error: Could not set lock on file "a": Conflicting lock is held in node (PID 4711).',
    );
    expect(openingError(cause, '/data/a.duckdb')).toMatchObject({ code: 'warehouse_locked', cause });
    expect(openingError(cause, '/data/a.duckdb').message).toMatch(
      /^Another process \(PID 4711\) has the DuckDB file \/data/,
    );
  });

  it('does without the number of the process', () => {
    const error = openingError(new Error('IO Error: Could not set lock on file "a"'), '/data/a.duckdb');
    expect(error.message).toMatch(/^Another process has the DuckDB file/);
  });

  it('says of any other failure what to check', () => {
    const error = openingError(new Error('IO Error: Cannot open file'), '/data/a.duckdb');
    expect(error).toMatchObject({ name: 'TerminalError', code: 'warehouse_unopenable' });
    expect(error.message).toContain('DUCKDB_PATH');
  });
});

describe('closedError', () => {
  it('asks to come again elsewhere', () => {
    expect(closedError()).toMatchObject({ name: 'RetryableError', code: 'warehouse_closed' });
  });
});
