import { type Table, type TableName, tables } from './tables';

/** How long a deployment keeps what expires. */
export interface Expiry {
  /** `RAW_EXPIRY_DAYS`; 90 when not given. */
  readonly rawExpiryDays?: number | undefined;
}

/** The days after which rows of a table leave by themselves; undefined where they stay. */
export function expiryDaysOf(table: TableName, { rawExpiryDays }: Expiry = {}): number | undefined {
  const { expiryDays, expirySetBy }: Table = tables[table];
  return expirySetBy === undefined ? expiryDays : (rawExpiryDays ?? expiryDays);
}
