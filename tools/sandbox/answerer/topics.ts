import type { Json, JsonObject } from '@userport/contracts';
import type { Company, Person, World } from '../world/world';

/** What the world says to a question. */
export interface Finding {
  readonly topic: string;
  /** A number, a text, a list of texts, or for a claim whether it holds. */
  readonly value: Json;
  /** Words that data must hold for the value to stand on them, when that is not the value itself. */
  readonly because?: readonly string[];
  /** The same as records, where a list of records may be wanted. */
  readonly items?: readonly JsonObject[];
  /** One sentence that holds the value. */
  readonly sentence: string;
  /** Page of the invented web on which the sentence stands. */
  readonly url: string;
}

/** One thing that can be asked of a company or a person. */
export interface Topic<T> {
  readonly name: string;
  /** Words of a question, or of a field's name, that mean this topic. */
  readonly words: RegExp;
  /** Keys under which a context may tell it. */
  readonly contextKeys: readonly string[];
  readonly find: (of: T, world: World) => Omit<Finding, 'topic'> | undefined;
}

const page = (company: Company, path: string): string => `https://${company.domain}${path}`;
const list = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? 'none') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
const usd = (amount: number): string => `${amount / 1_000_000} million US dollars`;
const named = (all: readonly string[], url: string, what: string): JsonObject[] =>
  all.map((name) => ({
    name,
    title: name,
    description: `${name} ${what}.`,
    reason: `${name} ${what}.`,
    source: url,
    url,
  }));

const funding = ({ funding: money, name, ...company }: Company): Omit<Finding, 'topic'> | undefined =>
  money === null
    ? undefined
    : {
        value: money.totalUsd,
        items: money.rounds.map((round) => ({
          ...round,
          amount: round.amountUsd,
          currency: 'USD',
          lead_investors: round.investors,
          other_investors: [],
        })),
        sentence: `${name} has raised ${usd(money.totalUsd)}, last in ${money.rounds[0]?.series} on ${money.asOf}.`,
        url: `https://${company.domain}/investors`,
      };

/** Asked often and held by nobody in the invented world: such a question has no answer, whatever else it names. */
export const HELD_BY_NOBODY =
  /\b(e-?mails?|phone|telephone|revenues?|turnover|profit|salary|margin|valuation|share price)\b/i;

/** What can be asked of a company, the more special before the more general. */
export const COMPANY_TOPICS: readonly Topic<Company>[] = [
  {
    name: 'headcount',
    words:
      /\b(employees?|employee count|headcount|staff|workforce|(team|company) size|people work|how (big|large))\b/i,
    contextKeys: ['employee_count'],
    find: (one) => ({
      value: one.employeeCount,
      sentence: `${one.name} has ${one.employeeCount} employees.`,
      url: page(one, '/about'),
    }),
  },
  {
    name: 'founded',
    words: /\b(founded|founding|foundation year|established|incorporated|how old|start year|since when)\b/i,
    contextKeys: ['founded_year'],
    find: (one) => ({
      value: one.foundedYear,
      sentence: `${one.name} was founded in ${one.foundedYear}.`,
      url: page(one, '/about'),
    }),
  },
  {
    name: 'competitors',
    words: /\b(competitors?|competes?|competition|rivals?|alternatives?)\b/i,
    contextKeys: ['competitors'],
    find: (one) => ({
      value: one.competitors,
      items: named(one.competitors, page(one, '/about'), `competes with ${one.name}`),
      sentence: `${one.name} competes with ${list(one.competitors)}.`,
      url: page(one, '/about'),
    }),
  },
  {
    name: 'customers',
    words: /\b(customers?|clients?|who buys|case stud(y|ies)|references?)\b/i,
    contextKeys: ['customers'],
    find: (one) => ({
      value: one.customers,
      items: named(one.customers, page(one, '/customers'), `is a customer of ${one.name}`),
      sentence: `Customers of ${one.name} are ${list(one.customers)}.`,
      url: page(one, '/customers'),
    }),
  },
  {
    name: 'technologies',
    words:
      /\b(technolog(y|ies)|tech stack|stack|software|programming|frameworks?|databases?|cloud|uses?|using)\b/i,
    contextKeys: ['technologies'],
    find: (one) => ({
      value: one.technologies,
      items: named(one.technologies, page(one, '/careers'), `is used at ${one.name}`),
      sentence: `${one.name} works with ${list(one.technologies)}.`,
      url: page(one, '/careers'),
    }),
  },
  {
    name: 'products',
    words: /\b(products?|offers?|offering|sells?|portfolio)\b/i,
    contextKeys: ['products'],
    find: (one) => ({
      value: one.products,
      items: named(one.products, page(one, '/products'), `is a product of ${one.name}`),
      sentence: `${one.name} sells ${list(one.products)}.`,
      url: page(one, '/products'),
    }),
  },
  {
    name: 'investors',
    words: /\b(investors?|backers?|backed by)\b/i,
    contextKeys: ['investors'],
    find: (one) => {
      const investors = [...new Set((one.funding?.rounds ?? []).flatMap((round) => round.investors))];
      if (investors.length === 0) return undefined;
      const sentence = `Investors of ${one.name} are ${list(investors)}.`;
      return { value: investors, sentence, url: page(one, '/investors') };
    },
  },
  {
    name: 'funding',
    words: /\b(funding|funds|raised|capital|series [a-d]|funding rounds?|total funding)\b/i,
    contextKeys: ['total_funding'],
    find: funding,
  },
  {
    name: 'events',
    words: /\b(news|events?|recent(ly)?|latest|announce(d|ment|ments)?|launch(ed)?|happened)\b/i,
    contextKeys: ['recent_events'],
    find: (one) => {
      const [newest] = one.events;
      if (newest === undefined) return undefined;
      const items = one.events.map(({ path, ...event }) => ({
        ...event,
        source: page(one, path),
        url: page(one, path),
      }));
      return {
        value: one.events.map(({ title }) => title),
        items,
        sentence: `On ${newest.date}: ${one.name}: ${newest.title}. ${newest.description}`,
        url: page(one, newest.path),
      };
    },
  },
  {
    name: 'companyType',
    words: /\b(company type|ownership|public(ly)?|privately|private|listed|stock exchange|legal form)\b/i,
    contextKeys: ['company_type'],
    find: (one) => ({
      value: one.companyType,
      sentence: `${one.name} is a ${one.companyType.toLowerCase()} company.`.replace(
        'company company',
        'company',
      ),
      url: page(one, '/about'),
    }),
  },
  {
    name: 'country',
    words: /\b(countr(y|ies)|nation)\b/i,
    contextKeys: ['country'],
    find: (one) => ({
      value: one.headquarters.country,
      sentence: `${one.name} has its headquarters in ${one.headquarters.country}.`,
      url: page(one, '/contact'),
    }),
  },
  {
    name: 'city',
    words: /\b(city|town)\b/i,
    contextKeys: ['city'],
    find: (one) => ({
      value: one.headquarters.city,
      sentence: `${one.name} has its headquarters in ${one.headquarters.city}.`,
      url: page(one, '/contact'),
    }),
  },
  {
    name: 'headquarters',
    words: /\b(headquarter(s|ed)?|hq|locat(ed|ion)|based|where|address|region)\b/i,
    contextKeys: ['location', 'headquarters'],
    find: ({ name, domain, headquarters: at }) => ({
      value: `${at.city}, ${at.countryCode}`,
      sentence: `${name} has its headquarters in ${at.city}, ${at.countryCode}.`,
      url: `https://${domain}/contact`,
    }),
  },
  {
    name: 'industry',
    words:
      /\b(industry|industries|sector|vertical|line of business|kind of (company|business)|categor(y|ise|ize))\b/i,
    contextKeys: ['industry'],
    find: (one) => ({
      value: one.industry,
      sentence: `${one.name} works in the industry ${one.industry}.`,
      url: page(one, '/about'),
    }),
  },
  {
    name: 'website',
    words: /\b(website|domain|homepage)\b/i,
    contextKeys: ['website'],
    find: (one) => ({
      value: page(one, ''),
      sentence: `The website of ${one.name} is ${page(one, '')}.`,
      url: page(one, ''),
    }),
  },
  {
    name: 'linkedin',
    words: /\blinkedin\b/i,
    contextKeys: ['linkedin_url'],
    find: (one) => ({
      value: `https://www.linkedin.com/company/${one.linkedinSlug}`,
      sentence: `The profile of ${one.name} is https://www.linkedin.com/company/${one.linkedinSlug}.`,
      url: page(one, ''),
    }),
  },
  {
    name: 'people',
    words:
      /\b(who (leads|runs|heads)|contacts?|decision makers?|buyers?|ceo|founders?|managing director|leadership)\b/i,
    contextKeys: [],
    find: (one, world) => {
      const people = world.peopleAt(one.domain);
      if (people.length === 0) return undefined;
      return {
        value: people.map(({ name, title }) => `${name} (${title})`),
        items: people.map(({ name, title, bio }) => ({ name, title, description: bio })),
        sentence: `People at ${one.name}: ${list(people.map(({ name, title }) => `${name} (${title})`))}.`,
        url: page(one, '/team'),
      };
    },
  },
  {
    name: 'summary',
    words:
      /\b(what does|summar(y|ise|ize)|descri(be|ption)|about|overview|business model|value proposition|pitch)\b/i,
    contextKeys: [],
    find: (one) => ({ value: one.summary, sentence: one.summary, url: page(one, '/about') }),
  },
  {
    name: 'name',
    words: /\b(company )?name\b/i,
    contextKeys: ['name'],
    find: (one) => ({
      value: one.name,
      sentence: `The company is ${one.legalName}.`,
      url: page(one, '/imprint'),
    }),
  },
];

const profile = (one: Person): string => `https://www.linkedin.com/in/${one.linkedinSlug}`;

/** What can be asked of a person. */
export const PERSON_TOPICS: readonly Topic<Person>[] = [
  {
    name: 'seniority',
    words: /\b(seniority|senior|level|decision maker)\b/i,
    contextKeys: ['seniority'],
    find: (one) => ({
      value: one.seniority,
      sentence: `${one.name} is ${one.title}, seniority ${one.seniority}.`,
      url: profile(one),
    }),
  },
  {
    name: 'interests',
    words: /\b(interest(s|ed)?|posts?|topics?|cares?|talks?|writes?|likes?|hook|icebreaker|conversation)\b/i,
    contextKeys: ['interests'],
    find: (one) => ({
      value: one.interests,
      sentence: `${one.name} cares about ${list(one.interests)}.`,
      url: profile(one),
    }),
  },
  {
    name: 'title',
    words: /\b(title|role|position|job|responsib(le|ility|ilities))\b/i,
    contextKeys: ['role_title'],
    find: (one) => ({ value: one.title, sentence: `${one.name} is ${one.title}.`, url: profile(one) }),
  },
  {
    name: 'department',
    words: /\b(department|function|team)\b/i,
    contextKeys: ['department'],
    find: (one) => ({
      value: one.department,
      sentence: `${one.name} works in ${one.department}.`,
      url: profile(one),
    }),
  },
  {
    name: 'background',
    words: /\b(background|bio|career|who is|experience|person)\b/i,
    contextKeys: ['about', 'headline'],
    find: (one) => ({ value: one.bio, sentence: one.bio, url: profile(one) }),
  },
];
