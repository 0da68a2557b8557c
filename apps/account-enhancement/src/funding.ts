import type { JsonObject } from '@userport/contracts';
import type { FundingDetails } from '@userport/contracts/account-enhancement';
import { type Judged, type Money, parseDate, parseMoney, supported } from '@userport/evidence';
import type { CompanyRecord } from '@userport/providers/brightdata';

/** A round of funding, as Django's front end shows it. */
export interface FundingRound extends JsonObject {
  /** As the source calls it: `Series B`; null where it does not say. */
  readonly series: string | null;
  readonly amount: number | null;
  /** ISO 4217. */
  readonly currency: string | null;
  /** ISO date, or a month. */
  readonly date: string | null;
}

/** What nobody whom we ask tells of a round. */
const NOT_TOLD = { lead_investors: [], other_investors: [], valuation: null };

const SERIES = /(?<!\p{L})(?:pre-?seed|seed|series?\s[a-h]|serie\s[a-h])(?!\p{L})/iu;

/** The last round that a record tells of; an amount that nobody can read is none. */
export function roundsOfRecord(record: CompanyRecord | null): Judged<FundingRound>[] {
  const last = record?.funding ?? null;
  if (last === null || (last.lastRoundType === null && last.lastRoundRaised === null)) return [];
  const raised = last.lastRoundRaised === null ? null : parseMoney(last.lastRoundRaised);
  const round = {
    series: last.lastRoundType,
    amount: raised?.amount ?? null,
    currency: raised?.currency ?? null,
    date: last.lastRoundDate,
    ...NOT_TOLD,
  };
  return [supported(round, { level: 'record', source: 'brightdata', path: 'funding' })];
}

/** A round that a page tells of: series and date are those that its quote says. */
export function roundOfQuote(judged: Judged<Money>): Judged<FundingRound> {
  if (!judged.supported) return judged;
  const quote = 'quote' in judged.evidence ? judged.evidence.quote : '';
  const { amount, currency } = judged.value;
  const series = SERIES.exec(quote)?.[0] ?? null;
  return supported(
    { series, amount, currency, date: parseDate(quote)?.iso ?? null, ...NOT_TOLD },
    judged.evidence,
  );
}

/** One round is told once: by its series, else by its amount. */
export const roundKey = ({ series, amount }: FundingRound): string => series ?? `${amount ?? ''}`;

/** What is known of the funding; null where nothing is. */
export function fundingOf(
  total: Money | null,
  rounds: readonly FundingRound[] | null,
): FundingDetails | null {
  if (total === null && rounds === null) return null;
  return {
    total_funding: total && { amount: total.amount, currency: total.currency, as_of_date: null },
    funding_rounds: rounds ?? [],
  };
}
