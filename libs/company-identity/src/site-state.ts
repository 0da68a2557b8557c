import { compareNames } from './company-name';

/**
 * What stands under an address. `redirected`: another registrable domain answers. `unread`: nobody could look, so that
 * nothing is known of it.
 */
export type SiteState = 'live' | 'redirected' | 'parked' | 'dead' | 'unread';

/** A home page as it was read. */
export interface SeenSite {
  /** Registrable domain that was asked for. */
  readonly askedDomain: string;
  /** Registrable domain that answered; null when none did. */
  readonly finalDomain: string | null;
  readonly title: string | null;
  /** What a reader of the page sees. */
  readonly text: string;
}

/** What pages of holders and sellers of names say. */
const PARKED =
  /\b(?:domain(?: name)? (?:is|may be) (?:for sale|parked|available)|buy this domain|this domain (?:is|has been) (?:registered|parked)|parked (?:free|domain|by)|domain parking|sedo|hugedomains|afternic|dan\.com|this page is under construction|future home of|website coming soon|domain steht zum verkauf|diese domain kaufen|domaine est à vendre|dominio en venta|dominio in vendita|domínio à venda)\b/iu;
/** A holder's page says little else; a company that trades in names says more. */
const LONGEST_PARKED = 1500;

/** Judges what answered under an address. */
export function siteStateOf({ askedDomain, finalDomain, title, text }: SeenSite): SiteState {
  if (finalDomain === null) return 'dead';
  const said = `${title ?? ''} ${text}`;
  if (said.length <= LONGEST_PARKED && PARKED.test(said)) return 'parked';
  return finalDomain === askedDomain ? 'live' : 'redirected';
}

/** The label that somebody chose: `quarrystone` of `quarrystone.co.uk`. */
export const labelOf = (domain: string): string => domain.split('.')[0] ?? '';

/** True when the label of a domain is that name, written together. */
export const isNameOfDomain = (name: string, domain: string): boolean =>
  compareNames(name, labelOf(domain).replaceAll('-', ' ')) === 'same';
