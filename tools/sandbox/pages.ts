import type { Company, World } from './world/world';

/** A page of the invented web. */
export interface WebPage {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  /** Paragraphs; a line that begins with `#` is a heading, with `-` an item. */
  readonly lines: readonly string[];
  readonly images: readonly { readonly label: string; readonly url: string }[];
  readonly company: Company;
  /** Day of what it tells, if it tells of one. */
  readonly date?: string;
}

const listed = (heading: string, items: readonly string[]): string[] => [
  `## ${heading}`,
  ...items.map((item) => `- ${item}`),
];

const homeOf = (company: Company): string[] => [
  `# ${company.name}`,
  company.summary,
  ...listed('Products', company.products),
  ...company.figures.map(({ sentence }) => sentence),
  ...company.claims.map(({ sentence }) => sentence),
];

/** Paths of a company's site beside those of its news. */
const SECTIONS: Readonly<Record<string, (company: Company) => { title: string; lines: string[] }>> = {
  '/': (company) => ({ title: company.name, lines: homeOf(company) }),
  '/about': (company) => ({
    title: `About ${company.name}`,
    lines: [
      `# About ${company.name}`,
      `${company.legalName} was founded in ${company.foundedYear} and sits in ${company.headquarters.city}, ` +
        `${company.headquarters.country}. It employs ${company.employeeCount} people.`,
    ],
  }),
  '/customers': (company) => ({
    title: `Customers of ${company.name}`,
    lines: listed('Customers', company.customers),
  }),
  '/technology': (company) => ({
    title: `Technology at ${company.name}`,
    lines: listed('We build with', company.technologies),
  }),
};

/** Every page that a company's site has. */
export function pagesOf(company: Company): WebPage[] {
  const site = `https://${company.domain}`;
  const common = {
    description: company.summary,
    images: [{ label: `${company.name} logo`, url: `${site}/logo.png` }],
    company,
  };
  const sections = Object.entries(SECTIONS).map(([path, make]) => ({
    ...common,
    ...make(company),
    url: `${site}${path}`,
  }));
  const news = company.events.map(({ date, title, description, path }) => ({
    ...common,
    url: `${site}${path}`,
    title,
    lines: [`# ${title}`, description],
    date,
  }));
  return [...sections, ...news];
}

/** Whose site an address belongs to, with or without `www.`. */
export const companyAt = (world: World, url: URL): Company | undefined =>
  world.companyByDomain(url.hostname.replace(/^www\./, ''));

/** The page under an address, whatever its query and trailing slash. */
export function pageAt(world: World, url: URL): WebPage | undefined {
  const company = companyAt(world, url);
  const path = url.pathname.replace(/\/+$/, '') || '/';
  return company && pagesOf(company).find((page) => new URL(page.url).pathname === path);
}

/** The page as Markdown. */
export const asMarkdown = ({ lines }: WebPage): string => lines.join('\n\n');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const elementOf = (line: string): string => {
  const [, marks = '', heading = ''] = /^(#{1,2}) (.*)$/.exec(line) ?? [];
  if (marks !== '') return `<h${marks.length}>${escaped(heading)}</h${marks.length}>`;
  return line.startsWith('- ') ? `<li>${escaped(line.slice(2))}</li>` : `<p>${escaped(line)}</p>`;
};

/** What a site tells of its company to machines: https://schema.org/Organization */
const structuredData = ({ name, legalName, domain, headquarters }: Company): string =>
  JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Organization',
    name,
    legalName,
    url: `https://${domain}/`,
    address: {
      '@type': 'PostalAddress',
      addressLocality: headquarters.city,
      addressCountry: headquarters.countryCode,
    },
  }).replaceAll('<', '\\u003c');

const menuOf = ({ events }: Company): string =>
  [...Object.keys(SECTIONS), ...events.map(({ path }) => path)]
    .map((path) => `<a href="${path}">${path}</a>`)
    .join(' ');

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Parts that the page loads, by which it gives away what it is built with. */
const partsOf = ({ technologies }: Company): string =>
  technologies.map((name) => `<script src="/assets/${slugOf(name)}.js"></script>`).join('');

/** A site's news say of whom they are. */
const lineOf = ({ title, company, date }: WebPage, line: string): string =>
  date !== undefined && line === `# ${title}` ? `# ${company.name}: ${title}` : line;

/** The page as HTML, with a menu, structured data and a link to its profile, as sites have it. */
export const asHtml = (page: WebPage): string => {
  const { title, lines, images, company } = page;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>`,
    partsOf(company),
    `<script type="application/ld+json">${structuredData(company)}</script></head><body>`,
    `<nav>${menuOf(company)}</nav>`,
    ...images.map(({ label, url }) => `<img alt="${escaped(label)}" src="${url}">`),
    `<main>${lines.map((line) => elementOf(lineOf(page, line))).join('\n')}</main>`,
    `<footer><a href="https://www.linkedin.com/company/${company.linkedinSlug}">LinkedIn</a></footer>`,
    '</body></html>',
  ].join('\n');
};
