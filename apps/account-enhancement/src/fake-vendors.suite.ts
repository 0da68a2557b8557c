import { type ScriptedAnswer, scriptedModel, type ScriptedCall } from '@userport/ai/testing';
import { TerminalError } from '@userport/errors';
import type { CompanyRecord } from '@userport/providers/brightdata';
import type { TechnologyProfile } from '@userport/providers/builtwith';
import type { JinaPage } from '@userport/providers/jina';
import type { Vendors } from './enhance';

/** A page as the reader gives it. */
export const jinaPage = (url: string, html: string, more: Partial<JinaPage> = {}): JinaPage => ({
  url,
  title: null,
  description: null,
  publishedTime: null,
  warning: null,
  images: [],
  text: html,
  cut: false,
  cleaned: 0,
  ...more,
});

/** A record of a profile, with nothing in it but what is given. */
export const companyRecord = (known: Partial<CompanyRecord>): CompanyRecord => ({
  ...{ url: null, slug: null, companyId: null, name: null, about: null, description: null, slogan: null },
  ...{ countryCodes: [], locations: [], headquarters: null, followers: null, employeesOnLinkedin: null },
  ...{ companySize: null, organizationType: null, industries: [], specialties: [], website: null },
  ...{ crunchbaseUrl: null, foundedYear: null, logo: null, employees: [], similar: [], updates: [] },
  ...{ funding: null, stock: null, scrapedAt: null },
  ...known,
});

/** A profile of the technologies of Brindle Works. */
export const PROFILE: TechnologyProfile = {
  ...{ domain: 'brindle-works.example', isKnown: true, companyName: 'Brindle Works', vertical: null },
  ...{
    city: 'Graz',
    state: null,
    country: 'AT',
    employees: null,
    monthlySpendUsd: 40,
    salesRevenueUsd: null,
  },
  ...{ social: [], firstIndexed: null, lastIndexed: null, quality: 'low' },
  technologies: [
    {
      ...{ name: 'Varnish', tags: ['cdn'], categories: ['Cache'], firstSeen: null, lastSeen: null },
      ...{ isLive: true, isPremium: false, confidence: 0.8 },
    },
  ],
};

const HOME = `<html lang="en"><head><title>Brindle Works | Looms</title>
<script src="https://cdn.loomkit.example/loomkit.js"></script>
<script type="application/ld+json">{"@type":"Organization","name":"Brindle Works","legalName":"Brindle Works GmbH",
"address":{"addressLocality":"Graz","addressCountry":"AT"}}</script></head><body>
<a href="/customers">Customers</a><a href="https://www.linkedin.com/company/brindle-works-demo/">LinkedIn</a>
<h1>Brindle Works</h1><p>Brindle Works was founded in 1994. We employ 120 people.</p></body></html>`;
const CUSTOMERS =
  '<html lang="en"><body><h2>Our customers</h2><ul><li>Kestrel & Loom</li></ul></body></html>';

const PAGES: Readonly<Record<string, string>> = {
  'https://brindle-works.example/': HOME,
  'https://brindle-works.example/customers': CUSTOMERS,
};

const RECORD = companyRecord({
  name: 'Brindle Works GmbH',
  website: 'https://www.brindle-works.example',
  headquarters: 'Graz',
  countryCodes: ['AT'],
  employeesOnLinkedin: 98,
  foundedYear: 1995,
  industries: ['Textile Manufacturing'],
  organizationType: 'Privately Held',
});

const claim = (field: string, value: string, quote: string | null, source: string | null = null) => ({
  ...{ field, value, quote, source },
  date: null,
});

const PROSE = 'Brindle Works competes with Tarnweave.';

const ANSWERS: Readonly<Record<string, ScriptedAnswer>> = {
  account_site_claims: {
    object: {
      claims: [
        claim('founded_year', '1994', 'Brindle Works was founded in 1994.'),
        claim('employee_count', '120', 'We employ 120 people.'),
        claim('customer', 'Kestrel & Loom', 'Kestrel & Loom', 'https://brindle-works.example/customers'),
        claim('customer', 'Polderkruid Grocers', 'Polderkruid Grocers buys here.'),
      ],
    },
  },
  account_page_technologies: {
    object: { technologies: [{ name: 'Loomkit', mark: 'https://cdn.loomkit.example/loomkit.js' }] },
  },
  account_analysis: { text: 'Brindle Works makes looms.' },
  account_market_search: {
    search: {
      text: PROSE,
      sources: [{ url: 'https://looms.example/market', title: 'looms.example' }],
      supports: [{ start: 0, end: PROSE.length, sources: [0] }],
      queries: ['brindle works competitors'],
    },
  },
  account_market_claims: { object: { claims: [claim('competitor', 'Tarnweave', PROSE)] } },
};

/** The vendors of an invented company, and how often each was asked. */
export interface FakeVendors extends Vendors {
  /** `reader <url>`, `search <query>`, `builtwith`, `brightdata`, or a model's operation, in order. */
  readonly asked: readonly string[];
}

const missing = (): TerminalError => new TerminalError('There is no such page.', { code: 'page_missing' });

/** What else a test may want of the vendors. */
export interface FakeMore {
  /** A paragraph more on the home page. */
  readonly order?: string;
  /** Hears every prompt. */
  readonly heard?: (prompt: string) => void;
}

/**
 * Vendors that know Brindle Works; what `failing` names throws what it gives. `first` are answers of models, by
 * operation, that come before the usual one.
 */
export function fakeVendors(
  failing: Partial<Record<'reader' | 'search' | 'builtwith' | 'brightdata' | 'model', Error>> = {},
  first: Readonly<Record<string, readonly ScriptedAnswer[]>> = {},
  { order = '', heard = () => undefined }: FakeMore = {},
): FakeVendors {
  const asked: string[] = [];
  const note = (vendor: keyof typeof failing, what: string): void => {
    asked.push(what);
    const error = failing[vendor];
    if (error !== undefined) throw error;
  };
  const model = scriptedModel(({ question }: ScriptedCall) => {
    const { operation } = question;
    const times = asked.filter((what) => what === operation).length;
    asked.push(operation);
    heard(question.prompt);
    const error = failing.model as TerminalError | undefined;
    return error === undefined
      ? (first[operation]?.[times] ?? ANSWERS[operation] ?? { text: '' })
      : { error };
  });
  return {
    asked,
    forRole: () => model,
    jina: {
      async read({ url }) {
        note('reader', `reader ${url}`);
        const html = PAGES[url];
        if (html === undefined) throw missing();
        return jinaPage(url, html.replace('</h1>', `</h1><p>${order}</p>`));
      },
      async search({ query }) {
        note('search', `search ${query}`);
        return [];
      },
    },
    builtwith: {
      async profile() {
        note('builtwith', 'builtwith');
        return PROFILE;
      },
    },
    brightdata: {
      async companies(urls) {
        note('brightdata', 'brightdata');
        return urls.map((url) =>
          url.endsWith('/brindle-works-demo') ? { url, record: RECORD } : { url, error: missing() },
        );
      },
    },
  };
}
