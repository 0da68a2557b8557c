import type { SitePage } from './company-site';

/** Addresses of scripts and style sheets, and what the page says made it; each at most 300 characters. */
export type TechnologyMarks = readonly string[];

/** Fewer technologies of a vendor tell too little; then the page itself is looked at. */
export const FEW_TECHNOLOGIES = 3;

/** More are the parts of one bundle. */
const MOST_MARKS = 120;
const LONGEST_MARK = 300;

/** The marks of a page, each once, without the queries that make each load another address. */
export function technologyMarks({ content: { meta, resources } }: SitePage): TechnologyMarks {
  const made = ['generator', 'powered-by', 'application-name'].flatMap((name) => {
    const said = meta[name];
    return said === undefined ? [] : [`${name}: ${said}`];
  });
  const loaded = resources.map((url) => url.split('?')[0] ?? url);
  const marks = [...made, ...loaded].filter((mark) => mark.length <= LONGEST_MARK);
  return [...new Set(marks)].slice(0, MOST_MARKS);
}
