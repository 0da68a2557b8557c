import { type Resolve, systemClock } from '@userport/http';
import type { ProviderCall, ProviderParts } from '../paid-call';
import { openReader } from './reader';
import type { JinaFound, JinaPage } from './schemas';
import { openSearch } from './search';

/** Which page is to be read, and how. */
export interface ReadPage {
  /** As a user gave it; checked before anything is asked. */
  readonly url: string;
  /** Markdown of the whole page, or its HTML as a browser has it after scripts ran. */
  readonly form: 'markdown' | 'html';
  /** Lists the images of the page, too. */
  readonly images?: boolean;
  /** Tokens at which the page is cut, and which it may cost at the most; 200,000 when not given. */
  readonly maxTokens?: number;
}

/** What is searched for. */
export interface SearchWeb {
  readonly query: string;
  /** The texts of the pages, too, or only what a list of results shows. */
  readonly content: boolean;
  /** At most 20; 10 when not given. Each 10 or part of it cost at least 10,000 tokens. */
  readonly count?: number;
  /** Only pages of this domain. */
  readonly site?: string;
  /** Country and language of the search, two letters each. */
  readonly country?: string;
  readonly language?: string;
}

/** What Jina is made of. */
export interface JinaParts extends ProviderParts {
  /** Addresses of a host name; the system's own resolver when not given. */
  readonly resolve?: Resolve;
}

/** Jina: https://jina.ai/reader. Both throw what {@link HttpClient} does, and TerminalError `budget_exhausted`. */
export interface Jina {
  /**
   * Reads a page. Kept for 30 days.
   * @throws TerminalError `address_refused`, `page_missing`, `page_refused`, `page_empty`; RetryableError `page_unavailable`: what the
   * page itself answered, which the vendor hides in a good answer
   */
  read(input: ReadPage, call: ProviderCall): Promise<JinaPage>;
  /**
   * Searches the web. Kept for a day.
   * @throws TerminalError `nothing_found` when the vendor says that there is nothing
   */
  search(input: SearchWeb, call: ProviderCall): Promise<JinaFound>;
}

/** Makes the provider. A missing key is said when something is asked. */
export function createJina(parts: JinaParts): Jina {
  const { now } = parts.http?.clock ?? systemClock;
  return { read: openReader(parts, now), search: openSearch(parts, now) };
}
