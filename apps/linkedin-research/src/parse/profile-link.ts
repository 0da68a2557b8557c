import type { Profile } from './activity';

/** Who a link to LinkedIn leads to. */
export interface ProfileLink {
  readonly kind: 'person' | 'company';
  /** The name in the address, lower case, percent-decoded: `ines-okafor-demo`. */
  readonly slug: string;
  /** LinkedIn's inner id of a person (`ACoAA…`), from the address or its query. */
  readonly profileId: string | null;
  /** Without query, in one spelling. */
  readonly url: string;
}

const PATHS: Readonly<Record<string, ProfileLink['kind']>> = {
  in: 'person',
  pub: 'person',
  company: 'company',
  school: 'company',
  showcase: 'company',
};

const PROFILE_ID = /^ACoA[\w-]+$/u;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const addressOf = (href: string): URL | undefined => {
  const text = href.trim();
  const absolute = /^[a-z]+:\/\//iu.test(text)
    ? text
    : text.startsWith('/')
      ? `https://www.linkedin.com${text}`
      : `https://${text}`;
  return URL.canParse(absolute) ? new URL(absolute) : undefined;
};

/**
 * Reads an address of a person or a company, whatever its country prefix, case, query, fragment, slash or sub-page.
 * Undefined for any other address.
 */
export function profileLink(href: string): ProfileLink | undefined {
  const address = addressOf(href);
  if (address === undefined || !/(^|\.)linkedin\.com$/u.test(address.hostname)) return undefined;
  const [section = '', name = ''] = address.pathname.split('/').filter((part) => part !== '');
  const kind = PATHS[section.toLowerCase()];
  if (kind === undefined || name === '') return undefined;
  const raw = decoded(name);
  const slug = raw.toLowerCase();
  const urn = decoded(address.searchParams.get('miniProfileUrn') ?? '');
  const inQuery = urn.slice(urn.lastIndexOf(':') + 1);
  const profileId = PROFILE_ID.test(raw) ? raw : PROFILE_ID.test(inQuery) ? inQuery : null;
  const path = kind === 'person' ? 'in' : section.toLowerCase();
  const shown = PROFILE_ID.test(raw) ? raw : slug;
  return { kind, slug, profileId, url: `https://www.linkedin.com/${path}/${encodeURIComponent(shown)}/` };
}

/** A profile as a name and a link give it. */
export const profileOf = (name: string, link: ProfileLink | undefined): Profile => ({
  name,
  url: link?.url ?? null,
  kind: link?.kind ?? null,
});

/** A name without case, accents, titles' dots and double spaces, for telling whether two are the same. */
export const foldedName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
