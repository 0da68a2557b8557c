import type { JsonObject } from '@userport/contracts';
import type { TableName } from '@userport/warehouse';
import type { Services } from './services';

/** Where to look: the tasks, and how long tables are kept. */
export interface KeptIn extends Pick<Services, 'contracts'> {
  readonly stores: { readonly forget: Pick<Services['stores']['forget'], 'expiryDaysOf'> };
}

const daysOf = ({ stores }: KeptIn, ...tables: readonly TableName[]): number | null => {
  const days = tables.map((table) => stores.forget.expiryDaysOf(table) ?? Infinity);
  const longest = Math.max(...days);
  return Number.isFinite(longest) ? longest : null;
};

/**
 * What no one can find by a lead, or must be kept, once the lead is forgotten; with the days after which it leaves by
 * itself, null where it does not. Told with every answer, so that nobody takes it for gone.
 */
export function stillKept(services: KeptIn): readonly JsonObject[] {
  const among = Object.values(services.contracts).filter(({ leads }) => leads === 'among_others');
  const names = among.map(({ name }) => name).sort();
  return [
    {
      what: 'what happened to the forgotten jobs, and their bill: ids, times, hashes and prices, no text',
      tables: ['task_events', 'provider_usage'],
      expires_after_days: daysOf(services, 'task_events', 'provider_usage'),
    },
    {
      what: 'answers of vendors and models, kept under a hash of the question; some may name the lead',
      tables: ['api_request_cache', 'ai_prompt_cache'],
      expires_after_days: daysOf(services, 'api_request_cache', 'ai_prompt_cache'),
    },
    {
      what: 'requests and raw material of jobs in which the lead stands among others',
      tables: ['task_payloads', 'enrichment_raw_data'],
      tasks: names,
      expires_after_days: daysOf(services, 'task_payloads', 'enrichment_raw_data'),
    },
    {
      what: 'results of jobs in which the lead stands among others',
      tables: ['enrichment_callbacks'],
      tasks: names,
      expires_after_days: daysOf(services, 'enrichment_callbacks'),
    },
  ];
}
