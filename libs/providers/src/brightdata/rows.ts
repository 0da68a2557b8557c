import type { RetryableError, TerminalError } from '@userport/errors';
import { refusalInside } from '../paid-call';
import { anyRow } from './schemas';

/** What became of one address: a row of data, or why there is none. */
export type RowOutcome = { readonly row: unknown } | { readonly error: TerminalError | RetryableError };

/** Where the rows came from, for errors. */
export interface RowSource {
  readonly endpoint: string;
  readonly url: string;
}

interface Reading {
  readonly verdict: 'later' | 'never';
  readonly code: string;
  readonly means: string;
}

const READINGS: Readonly<Record<string, Reading>> = {
  dead_page: {
    verdict: 'never',
    code: 'not_found',
    means: 'There is no such page: check the address.',
  },
  bad_input: {
    verdict: 'never',
    code: 'vendor_refused',
    means: 'It does not accept this address.',
  },
};

/** `blocked`, `crawl_error`, `crawl_failed`, `parse_error`, and whatever comes later. */
const PASSING: Reading = {
  verdict: 'later',
  code: 'row_failed',
  means: 'It could not read the page this time; it will be tried again.',
};

/** The address without what does not make it another page, so that rows find back to what was asked. */
export const comparable = (address: string): string => {
  if (!URL.canParse(address)) return address.trim().toLowerCase();
  const url = new URL(address);
  const host = url.hostname.replace(/^([a-z]{2}|www)\./, '');
  return `${host}${url.pathname.replace(/\/+$/, '')}`.toLowerCase();
};

/** An error row carries a code, and no data beside what was sent. */
const errorOf = (row: unknown, { endpoint, url }: RowSource): TerminalError | RetryableError | undefined => {
  const read = anyRow.safeParse(row);
  if (!read.success) return undefined;
  const { error, error_code: word } = read.data;
  if (word == null && error == null) return undefined;
  const { verdict, code, means } = READINGS[word ?? ''] ?? PASSING;
  const said = word != null && /^\w{1,60}$/.test(word) ? ` (${word})` : '';
  const message = `answered no record${said}. ${means}`;
  return refusalInside({ client: 'brightdata', endpoint, url, verdict, code, message });
};

/** True for a row with data. Only these are charged. */
export const isData = (row: unknown): boolean =>
  errorOf(row, { endpoint: '', url: 'https://api.brightdata.com' }) === undefined;

/** The first error among rows that hold nothing else. */
export const firstError = (rows: readonly unknown[], source: RowSource) =>
  rows.map((row) => errorOf(row, source)).find((error) => error !== undefined);

const addressesOf = (row: unknown): string[] => {
  const read = anyRow.safeParse(row);
  return read.success ? [read.data.input?.url, read.data.url].flatMap((url) => url ?? []) : [];
};

const outcomeOf = (row: unknown, source: RowSource): RowOutcome => {
  const error = errorOf(row, source);
  return error === undefined ? { row } : { error };
};

/**
 * Which row belongs to which address, by what was sent (`input.url`), else by the row's own address. No rows at all
 * are the vendor's way to say that there is nothing; a row that is missing among others is asked for again.
 */
export function rowsByAddress(
  addresses: readonly string[],
  rows: readonly unknown[],
  source: RowSource,
): ReadonlyMap<string, RowOutcome> {
  const [only] = rows;
  const about = { client: 'brightdata', ...source };
  const missing: RowOutcome = {
    error:
      rows.length === 0
        ? refusalInside({
            ...about,
            verdict: 'never',
            code: 'not_found',
            message: 'has no record of this page. Check the address.',
          })
        : refusalInside({
            ...about,
            verdict: 'later',
            code: 'row_failed',
            message: 'answered without a record of this page; it will be tried again.',
          }),
  };
  return new Map(
    addresses.map((address) => {
      const own = rows.filter((row) =>
        addressesOf(row).some((url) => comparable(url) === comparable(address)),
      );
      const row = own.find((one) => isData(one)) ?? own[0];
      if (row !== undefined) return [address, outcomeOf(row, source)];
      // Asked for one page and answered with one row: it can be no other.
      const lone = addresses.length === 1 && rows.length === 1;
      return [address, lone ? outcomeOf(only, source) : missing];
    }),
  );
}
