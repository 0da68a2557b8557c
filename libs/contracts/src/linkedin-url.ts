/** Kinds of page that an organisation may have there. */
const ORGANISATION = /^\/(company|school|showcase)\/([^/?#]+)/i;

/** A page of an organisation on LinkedIn. */
export interface LinkedinPage {
  readonly kind: 'company' | 'school' | 'showcase';
  /** In lower case, percent signs resolved. */
  readonly slug: string;
  /** The one form in which pages are compared. */
  readonly url: string;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A slug with a stray percent sign is compared as it is written.
    return text;
  }
};

/**
 * The organisation's page in an address, whatever country, query and further parts of the path; undefined for a
 * person's page and for everything else.
 */
export function linkedinPageOf(address: string): LinkedinPage | undefined {
  const text = address.trim();
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  if (url === null || !/(^|\.)linkedin\.com$/.test(url.hostname)) return undefined;
  const [, kind, name] = ORGANISATION.exec(url.pathname) ?? [];
  if (kind === undefined || name === undefined) return undefined;
  const slug = decoded(name).toLowerCase();
  const page = kind.toLowerCase() as LinkedinPage['kind'];
  return { kind: page, slug, url: `https://www.linkedin.com/${page}/${slug}` };
}
