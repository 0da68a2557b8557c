import type { JsonObject } from '@userport/contracts';
import type { Company } from '../world/world';
import { enumerated, type Finding, type Topic } from './topics';

const page = (company: Company, path: string): string => `https://${company.domain}${path}`;
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
      sentence: `${one.name} competes with ${enumerated(one.competitors)}.`,
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
      sentence: `Customers of ${one.name} are ${enumerated(one.customers)}.`,
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
      sentence: `${one.name} works with ${enumerated(one.technologies)}.`,
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
      sentence: `${one.name} sells ${enumerated(one.products)}.`,
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
      const sentence = `Investors of ${one.name} are ${enumerated(investors)}.`;
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
    name: 'chief executive',
    words: /\b(ceo|chief executive|managing director|president|who (leads|runs|heads))\b/i,
    contextKeys: ['ceo'],
    find: (one, world) => {
      const chief = world
        .peopleAt(one.domain)
        .find(({ title }) => /chief executive|managing (director|partner)|^president/i.test(title));
      if (chief === undefined) return undefined;
      const sentence = `${chief.name} is ${chief.title} of ${one.name}.`;
      return { value: chief.name, sentence, url: page(one, '/team') };
    },
  },
  {
    name: 'people',
    words: /\b(contacts?|decision makers?|buyers?|founders?|leadership|people|persons?)\b/i,
    contextKeys: [],
    find: (one, world) => {
      const people = world.peopleAt(one.domain);
      if (people.length === 0) return undefined;
      return {
        value: people.map(({ name, title }) => `${name} (${title})`),
        items: people.map(({ name, title, bio }) => ({ name, title, description: bio })),
        sentence: `People at ${one.name}: ${enumerated(people.map(({ name, title }) => `${name} (${title})`))}.`,
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
      sentence: `The company is ${one.name} (${one.legalName}).`,
      url: page(one, '/imprint'),
    }),
  },
];
