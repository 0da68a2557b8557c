import { canonicalJson, hashOfParts, type JsonObject } from '@userport/contracts';
import type { Warehouse } from './warehouse';

/** One version of what is known about an account. */
export interface AccountVersion {
  readonly accountId: string;
  /** The job that found it. */
  readonly jobId?: string | undefined;
  /** The structured facts. */
  readonly data: JsonObject;
  /** Share of fields that carry evidence, 0 to 1. */
  readonly qualityScore?: number | undefined;
  readonly fetchedAt: Date;
}

/** Versions of accounts; nothing is ever changed, the newest counts. */
export interface AccountStore {
  /** Storing the same version again changes nothing. */
  append(version: AccountVersion): Promise<void>;
  newest(accountId: string): Promise<AccountVersion | undefined>;
}

/** Opens the store of accounts. */
export function openAccountStore(warehouse: Warehouse): AccountStore {
  return {
    append({ accountId, jobId, data, qualityScore, fetchedAt }) {
      const version = [accountId, jobId ?? '', fetchedAt.toISOString(), canonicalJson(data)];
      return warehouse.append('account_data', [
        {
          record_id: hashOfParts(version),
          account_id: accountId,
          job_id: jobId ?? null,
          data,
          quality_score: qualityScore ?? null,
          fetched_at: fetchedAt,
        },
      ]);
    },
    async newest(accountId) {
      const { rows } = await warehouse.find({
        table: 'account_data',
        where: { account_id: accountId },
        orderBy: [
          { column: 'fetched_at', descending: true },
          { column: 'record_id', descending: true },
        ],
        limit: 1,
      });
      const [row] = rows[0];
      return (
        row && {
          accountId: row.account_id,
          ...(row.job_id === null ? {} : { jobId: row.job_id }),
          data: row.data as JsonObject,
          ...(row.quality_score === null ? {} : { qualityScore: row.quality_score }),
          fetchedAt: row.fetched_at,
        }
      );
    },
  };
}
