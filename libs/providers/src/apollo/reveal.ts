import type { Cache } from '@userport/cache';
import { RetryableError, TerminalError } from '@userport/errors';
import { type Bought, eachOf } from '../each-of';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import { type ProviderCall, refusalInside } from '../paid-call';
import type { Apollo, RevealOutcome } from './apollo';
import { personOf } from './people';
import { type ApolloRequests, VENDOR } from './requests';
import { type ApolloPerson, apolloPerson, type BulkMatchAnswer, bulkMatchAnswer } from './schemas';

const ENDPOINT = 'bulk_match';
/** https://docs.apollo.io/reference/bulk-people-enrichment: so many a call. */
const MOST_A_CALL = 10;
const SCHEMA_VERSION = 1;
/** A personal address or a telephone number costs further credits, and nobody asked for one. */
const QUERY = { reveal_personal_emails: false, reveal_phone_number: false };

type Match = ApolloPerson | null;

const slices = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

const refused = (code: string, message: string, url: string) =>
  refusalInside({ client: VENDOR, endpoint: ENDPOINT, url, verdict: 'never', code, message });

/** Whom an answer tells of, by the id and not by the place: nobody is given the facts of somebody else. */
function boughtOf(
  ids: readonly string[],
  matches: NonNullable<BulkMatchAnswer['matches']>,
  costUsd: number | null,
  url: string,
): Bought<Match>[] {
  const told = matches.map((row) => (row === null ? null : personOf(row)));
  const people = new Map(told.flatMap((person) => (person === null ? [] : [[person.id, person]])));
  const isStranger = (person: Match | undefined) => person != null && !ids.includes(person.id);
  const eachUsd = costUsd === null ? null : costUsd / Math.max(1, people.size);
  const hasPlaces = told.length === ids.length;
  return ids.map((id, index) => {
    const person = people.get(id) ?? null;
    if (person === null && (hasPlaces ? isStranger(told[index]) : told.some(isStranger))) {
      const message = 'told of somebody else than was asked for. Search for this person again.';
      return { error: refused('other_person', message, url) };
    }
    return { loaded: { answer: person, kept: person, costUsd: person === null ? 0 : eachUsd } };
  });
}

/** Opens the reveal. https://docs.apollo.io/reference/bulk-people-enrichment */
export function openReveal(cache: Cache, { buy, urlOf }: ApolloRequests): Apollo['reveal'] {
  const url = urlOf(ENDPOINT);

  const match = async (ids: readonly string[], call: ProviderCall): Promise<Bought<Match>[]> => {
    const { answer, costUsd } = await buy(
      {
        endpoint: ENDPOINT,
        query: QUERY,
        json: { details: ids.map((id) => ({ id })) },
        schema: bulkMatchAnswer,
        mostCredits: ids.length,
        creditsOf: ({ credits_consumed: credits }) => credits ?? undefined,
      },
      call,
    );
    if (answer.matches != null) return boughtOf(ids, answer.matches, costUsd, url);
    const message = 'answered without matches. Compare the schema with the vendor’s documentation.';
    throw refused('response_unexpected', message, url);
  };

  const matchOrFail = async (ids: readonly string[], call: ProviderCall): Promise<Bought<Match>[]> => {
    try {
      return await match(ids, call);
    } catch (error) {
      if (!(error instanceof TerminalError || error instanceof RetryableError)) throw error;
      return ids.map(() => ({ error }));
    }
  };

  const queryOf = (id: string, call: ProviderCall) =>
    keptQuery(
      {
        vendor: VENDOR,
        method: ENDPOINT,
        schemaVersion: SCHEMA_VERSION,
        request: { id },
        schema: apolloPerson.nullable(),
        maxAgeMs: VENDOR_ANSWER_MS,
      },
      call,
    );

  return async (ids, call) => {
    const each = await eachOf<Match>({
      cache,
      keys: ids,
      queryOf: (id) => queryOf(id, call),
      buy: async (missing) =>
        (await Promise.all(slices(missing, MOST_A_CALL).map((some) => matchOrFail(some, call)))).flat(),
    });
    return [...each].map(([id, end]): RevealOutcome =>
      'value' in end ? { id, person: end.value } : { id, error: end.error },
    );
  };
}
