import type { BigQuery } from '@google-cloud/bigquery';
import { RetryableError, TerminalError } from '@userport/errors';
import type { NameHolder } from '../warehouse';
import { bigqueryError, factsOf } from './bigquery-errors';

/** Where names are made: job ids are unique within one project and location, so both are the same in every call. */
export interface NamesOptions {
  readonly client: BigQuery;
  /** Part of every id: staging and production may share a project. */
  readonly dataset: string;
  readonly location: string;
}

/** Election by job ids. */
export interface Names {
  putIfAbsent(name: string, token: string, labels: Readonly<Record<string, string>>): Promise<NameHolder>;
  holderOf(name: string): Promise<NameHolder | undefined>;
}

/** A query that reads no table: the job itself is what counts, its id is the name. */
const NAME_QUERY = 'SELECT 1';
const TOKEN_LABEL = 'token';

/** After an unclear answer the same is asked once more; a caller that wants more asks again. */
const MOST_ASKS = 2;

interface JobMetadata {
  readonly configuration?: { readonly labels?: Readonly<Record<string, string>> };
  /** Milliseconds since 1970, as digits. */
  readonly statistics?: { readonly creationTime?: string };
}

const holderFrom = (metadata: JobMetadata, token?: string): NameHolder => {
  const { [TOKEN_LABEL]: holder = '', ...labels } = metadata.configuration?.labels ?? {};
  const at = new Date(Number(metadata.statistics?.creationTime));
  if (Number.isNaN(at.getTime())) {
    throw new RetryableError('BigQuery, name: the job carries no creation time.', {
      code: 'warehouse_unclear',
    });
  }
  return { won: holder === token, token: holder, labels, at, holderGone: false };
};

/**
 * Names as job ids. An id is taken by the first insert and for ever, whatever becomes of the job, and a second insert
 * is refused with 409 (https://cloud.google.com/bigquery/docs/running-jobs#generate-jobid). The client repeats an
 * insert by itself and may meet its own first one, so after any failure a read-back of the labels tells who has won.
 */
export function openNames({ client, dataset, location }: NamesOptions): Names {
  const idOf = (name: string): string => `${dataset}-${name}`;
  const read = async (name: string, token?: string): Promise<NameHolder | undefined> => {
    try {
      const [metadata] = (await client.job(idOf(name), { location }).getMetadata()) as [JobMetadata, unknown];
      return holderFrom(metadata, token);
    } catch (error) {
      if (factsOf(error).code === 404) return undefined;
      throw error;
    }
  };
  const ask = async (
    name: string,
    token: string,
    labels: Readonly<Record<string, string>>,
  ): Promise<NameHolder> => {
    const [job] = await client.createQueryJob({
      query: NAME_QUERY,
      jobId: idOf(name),
      location,
      labels: { ...labels, [TOKEN_LABEL]: token },
      useQueryCache: false,
    });
    return holderFrom(job.metadata as JobMetadata, token);
  };
  return {
    holderOf: (name) => read(name),
    async putIfAbsent(name, token, labels) {
      for (let asks = 1; ; asks += 1) {
        try {
          return await ask(name, token, labels);
        } catch (error) {
          const holder = await read(name, token);
          if (holder !== undefined) return holder;
          const judged = bigqueryError(error, 'name');
          if (judged instanceof TerminalError || asks === MOST_ASKS) throw judged;
        }
      }
    },
  };
}
