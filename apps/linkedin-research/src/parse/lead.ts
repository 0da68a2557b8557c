import type { ParsedActivities, Profile } from './activity';
import type { ShownCard } from './card';
import { foldedName, profileLink } from './profile-link';

/** Whose activity was captured, as the request says it; both may be empty. */
export interface Lead {
  readonly linkedinUrl: string;
  readonly name: string;
}

/** Tells the lead from others. */
export interface LeadTest {
  readonly knownBy: ParsedActivities['leadKnownBy'];
  /** Null when it cannot be told. */
  isLead(profile: Profile | null): boolean | null;
}

/** A name is taken for the lead's only when it acted in most cards: two people may have one name. */
const MOST_CARDS = 0.5;

/** Everybody who acts in a card: in its header, else as its author, and in its comments. */
const actorsOf = ({ header, post, comments }: ShownCard): readonly Profile[] => [
  ...(header !== null && header.people.length > 0
    ? header.people
    : post.author === null
      ? []
      : [post.author]),
  ...comments.flatMap(({ author }) => (author === null ? [] : [author])),
];

const testBy =
  (matches: (profile: Profile) => boolean | null): LeadTest['isLead'] =>
  (profile) =>
    profile === null ? null : matches(profile);

/** Addresses are compared in the one spelling that every link is read into. */
const hasUrl = (url: string): LeadTest['isLead'] =>
  testBy((profile) => (profile.url === null ? null : profile.url === url));

/** Django joins first and last name, and a missing first name reads "None". */
const usableName = (name: string): string => {
  const folded = foldedName(name);
  return /^none\b|\bnone$/u.test(folded) || folded.split(' ').length < 2 ? '' : folded;
};

/**
 * Finds out how the lead can be told in these cards: by the address, by LinkedIn's inner id where either address holds
 * it, else (the address has changed since, or is missing) by a full name that acts in at least half of the cards.
 * @param profileUrls addresses by the inner ids that stand beside them in links of the pages
 */
export function leadTest(
  lead: Lead,
  cards: readonly ShownCard[],
  profileUrls: ReadonlyMap<string, string>,
): LeadTest {
  const own = profileLink(lead.linkedinUrl);
  const acting = cards.map(actorsOf);
  const acts = (url: string): boolean => acting.some((people) => people.some((one) => one.url === url));
  if (own !== undefined && acts(own.url)) return { knownBy: 'address', isLead: hasUrl(own.url) };
  const urlOfId = profileUrls.get(own?.profileId ?? '');
  if (urlOfId !== undefined && acts(urlOfId)) return { knownBy: 'profile_id', isLead: hasUrl(urlOfId) };
  const name = usableName(lead.name);
  const isNamed = (one: Profile): boolean => foldedName(one.name) === name;
  const named = name === '' ? 0 : acting.filter((people) => people.some(isNamed)).length;
  if (named > 0 && named >= cards.length * MOST_CARDS) return { knownBy: 'name', isLead: testBy(isNamed) };
  return { knownBy: null, isLead: own === undefined ? () => null : testBy(() => false) };
}
