import type { DuckDBConnection, DuckDBMaterializedResult, DuckDBPreparedStatement } from '@duckdb/node-api';
import pLimit from 'p-limit';
import { closedError, engineError } from './duckdb-errors';
import { openNativeCount, RESULT_BYTES } from './native-memory';

/** What work on a connection may do. */
export interface Session {
  /** Runs a statement, prepared once for its text. `bind` gives it its values. Every row is there when it resolves. */
  run(sql: string, bind?: (statement: DuckDBPreparedStatement) => void): Promise<DuckDBMaterializedResult>;
  readonly connection: DuckDBConnection;
  /** Told of bytes that are done with and wait for the collector. */
  countNative(bytes: number): void;
}

/** A connection on which one piece of work runs at a time, in the order of asking. */
export interface Lane {
  /**
   * Runs work alone on the connection. `operation` is how errors name it.
   * @throws TerminalError or RetryableError for whatever the engine threw; RetryableError `warehouse_closed`
   */
  alone<T>(operation: string, work: (session: Session) => Promise<T>): Promise<T>;
  /** Lets the work that was asked for finish, then closes the connection. */
  close(): Promise<void>;
}

/**
 * Runs work in a transaction: all of it is stored, or nothing.
 * @throws whatever the work throws
 */
export async function inTransaction<T>(session: Session, work: () => Promise<T>): Promise<T> {
  await session.run('BEGIN TRANSACTION');
  let done = false;
  try {
    const result = await work();
    await session.run('COMMIT');
    done = true;
    return result;
  } finally {
    // What a rollback throws would hide why it came to that; the engine rolls back by itself when it cannot go on.
    if (!done) await session.run('ROLLBACK').catch(() => undefined);
  }
}

/** Runs reads as of one moment. Costs 0.2 ms and spares the caller torn pictures. */
export async function asOfOneMoment<T>(session: Session, reads: () => Promise<T>): Promise<T> {
  await session.run('BEGIN TRANSACTION READ ONLY');
  try {
    return await reads();
  } finally {
    // Nothing was written; unlike a commit, this also ends a transaction that a statement has broken.
    await session.run('ROLLBACK');
  }
}

/** Far above the number of shapes that the stores use; a bound only so that memory has one. */
const MOST_STATEMENTS = 200;

/** Statements of one connection by their text. The oldest goes when there are too many. */
function openStatements(connection: DuckDBConnection) {
  const statements = new Map<string, DuckDBPreparedStatement>();
  return {
    async prepare(sql: string): Promise<DuckDBPreparedStatement> {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const [oldest] = statements;
      if (statements.size >= MOST_STATEMENTS && oldest !== undefined) {
        statements.delete(oldest[0]);
        oldest[1].destroySync();
      }
      const statement = await connection.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    destroy(): void {
      for (const statement of statements.values()) statement.destroySync();
      statements.clear();
    },
  };
}

/**
 * Makes a lane of a connection. Work queues here and not in the engine, where each waiting call would hold one of the
 * four threads that Node also reads files and resolves names with.
 */
export function openLane(connection: DuckDBConnection): Lane {
  const statements = openStatements(connection);
  const queue = pLimit(1);
  const countNative = openNativeCount();
  const session: Session = {
    connection,
    countNative,
    async run(sql, bind) {
      const statement = await statements.prepare(sql);
      bind?.(statement);
      countNative(RESULT_BYTES);
      return statement.run();
    },
  };
  let closing: Promise<void> | undefined;
  return {
    alone(operation, work) {
      if (closing !== undefined) return Promise.reject(closedError());
      return queue(async () => {
        try {
          return await work(session);
        } catch (error) {
          throw engineError(error, operation);
        }
      });
    },
    close() {
      closing ??= queue(() => {
        statements.destroy();
        connection.closeSync();
      });
      return closing;
    },
  };
}
