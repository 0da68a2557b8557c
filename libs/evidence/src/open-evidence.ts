import type { JsonObject } from '@userport/contracts';
import type { TextBlock } from '@userport/html';
import { type PlainDate, parseDate } from './dates';
import type { Derive } from './derive';
import { facts, type FactValues } from './facts';
import { fold } from './fold';
import { type GroundedAnswer, groundedItem, supportPlaces } from './grounded';
import { event, items, type ItemValues } from './items';
import { suspiciousInstructions } from './instructions';
import { isOwnOrganization, STATED, type StatedValues } from './json-ld';
import { judgePlace, type Subject } from './judge-place';
import { type Judged, type Refusal, supported, unsupported } from './judged';
import { type Language, languageOf, namedLanguage } from './languages';
import { placesIn, type QuotePlace } from './place';
import type { AcceptedIdentity } from './subject';

/** A page as it was read. */
export interface EvidencePage {
  /** Where it stood in the end, after redirects. */
  readonly url: string;
  /** What the reader warned of; a page with a warning proves nothing. */
  readonly warning: string | null;
  /** The language that the page names (`de-CH`); null when it names none. */
  readonly language: string | null;
  /** When it was published, as the reader tells it. */
  readonly published: string | null;
  readonly blocks: readonly TextBlock[];
  readonly jsonLd: readonly JsonObject[];
}

/** What a model claims. */
export interface Claim {
  readonly value: unknown;
  /** The words of the page that prove it. */
  readonly quote: string | null;
  /** URL of the page; null when the model named none: then every page is looked through. */
  readonly source: string | null;
}

/** The values of all fields that can be proved. */
export interface FieldValues extends FactValues, ItemValues {
  readonly competitor: string;
}

/** Fields that pages can prove; who competes with a company is not for its own pages to say. */
export type QuotedField = Exclude<keyof FieldValues, 'competitor'>;

/** Judges claims about one company by the pages that were accepted as its own. Nothing here throws. */
export interface EvidenceJudge {
  /** By a quote from a page: the value is derived from the quote by code, or refused. */
  quoted<Field extends QuotedField>(field: Field, claim: Claim): Judged<FieldValues[Field]>;
  /** By the sentence of a searched answer that names the item, and its source. */
  grounded<Field extends keyof FieldValues>(
    field: Field,
    value: unknown,
    answer: GroundedAnswer,
  ): Judged<FieldValues[Field]>;
  /** By the structured data of its own pages; null when they do not state it. */
  stated<Field extends keyof StatedValues>(field: Field): Judged<StatedValues[Field]> | null;
}

/** What a page says twenty times it says the same way. */
const MOST_PLACES = 20;
/** A longer quote is no quote of a fact. */
const LONGEST_QUOTE = 300;

interface ReadPage {
  readonly page: EvidencePage;
  readonly refusal: Refusal | undefined;
  readonly published: PlainDate | null;
  readonly places: readonly (Omit<QuotePlace, 'start' | 'end'> & { readonly hidden: boolean })[];
}

/** The form in which two addresses of one page are equal. */
const addressOf = (url: string): string => {
  const parsed = URL.parse(url);
  return parsed === null
    ? url
    : `${parsed.host.replace(/^www\./, '')}${parsed.pathname.replace(/\/+$/, '')}${parsed.search}`;
};

const isOwnPage = (url: string, { domains }: AcceptedIdentity): boolean => {
  const host = URL.parse(url)?.hostname ?? '';
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
};

function readPage(page: EvidencePage, identity: AcceptedIdentity): ReadPage {
  const named = namedLanguage(page.language);
  const language: Language | undefined = named ?? languageOf(page.blocks.map(({ text }) => text).join(' '));
  const warned = page.warning !== null && page.warning.trim() !== '' ? 'page_warned' : undefined;
  return {
    page,
    refusal: warned ?? (isOwnPage(page.url, identity) ? undefined : 'page_outside_identity'),
    published: page.published === null ? null : parseDate(page.published),
    places: page.blocks.map((block) => ({
      text: fold(block.text),
      language,
      block,
      ownPage: true,
      hidden: block.hidden,
    })),
  };
}

/** Facts are said of the company; the heading says what a list is of. */
const LISTED = new Set<keyof FieldValues>(['customer', 'technology', 'product', 'competitor']);

const subjectOf = (field: keyof FieldValues): Subject => (LISTED.has(field) ? 'list' : 'company');

const suspicious = (text: string): boolean => suspiciousInstructions(text).length > 0;

type Derivers = { readonly [Field in QuotedField]: Derive<FieldValues[Field]> };

const deriversFor = (published: PlainDate | null): Derivers => ({
  ...facts,
  ...items,
  recent_event: event(published),
});

/** A searched answer says itself who buys and who competes; everything else it says as a page does. */
const groundedDeriver = (
  field: keyof FieldValues,
  identity: AcceptedIdentity,
  lead: string,
): Derive<FieldValues[keyof FieldValues]> =>
  field === 'customer' || field === 'competitor'
    ? groundedItem(field, identity, lead)
    : deriversFor(null)[field];

/** A quote that was found nowhere but in a page or block that proves nothing is refused for that. */
function refusalOf(pages: readonly ReadPage[], quote: string): Refusal {
  const found = (page: ReadPage): boolean => page.places.some((place) => placesIn(place, quote).length > 0);
  const holder = pages.find(found);
  return holder === undefined ? 'quote_not_in_page' : (holder.refusal ?? 'hidden_text');
}

/** What the structured data of the first page that has some states. */
function statedBy<Field extends keyof StatedValues>(
  pages: readonly ReadPage[],
  field: Field,
  identity: AcceptedIdentity,
): Judged<StatedValues[Field]> | null {
  const [property, readValue] = STATED[field];
  for (const { page } of pages.filter(({ refusal }) => refusal === undefined)) {
    for (const node of page.jsonLd.filter((one) => isOwnOrganization(one, identity))) {
      const value = readValue(node[property]);
      const quote = JSON.stringify({ [property]: node[property] }).slice(0, LONGEST_QUOTE);
      if (value !== null) return supported(value, { level: 'quoted', source: page.url, quote });
    }
  }
  return null;
}

/** Opens the judging of claims about one company by its pages. */
export function openEvidence(identity: AcceptedIdentity, pages: readonly EvidencePage[]): EvidenceJudge {
  const read = pages.map((page) => readPage(page, identity));

  const candidates = (source: string | null): readonly ReadPage[] =>
    source === null ? read : read.filter(({ page }) => addressOf(page.url) === addressOf(source));

  const judgeQuote = <T>(
    field: QuotedField,
    claim: Claim,
    quote: string,
    deriveOn: (page: ReadPage) => Derive<T>,
  ): Judged<T> => {
    const named = candidates(claim.source);
    if (named.length === 0) return unsupported(claim.value, 'page_not_read');
    let reason: Refusal | undefined;
    for (const one of named.filter(({ refusal }) => refusal === undefined)) {
      const places = one.places.filter(({ hidden }) => !hidden).flatMap((place) => placesIn(place, quote));
      for (const place of places.slice(0, MOST_PLACES)) {
        const judged = suspicious(place.text)
          ? 'reads_as_instruction'
          : judgePlace(deriveOn(one), subjectOf(field), claim.value, place, identity);
        if (typeof judged !== 'string')
          return supported(judged.value, {
            level: 'quoted',
            source: one.page.url,
            quote: place.text.slice(place.start, place.end),
          });
        reason ??= judged;
      }
    }
    return unsupported(claim.value, reason ?? refusalOf(named, quote));
  };

  return {
    quoted(field, claim) {
      if (claim.value === null || claim.value === undefined)
        return unsupported(claim.value, 'nothing_claimed');
      const quote = fold(claim.quote ?? '');
      if (quote === '') return unsupported(claim.value, 'no_quote');
      if (quote.length > LONGEST_QUOTE) return unsupported(claim.value, 'quote_too_long');
      return judgeQuote(field, claim, quote, ({ published }) => deriversFor(published)[field]);
    },
    grounded(field, value, answer) {
      if (value === null || value === undefined) return unsupported(value, 'nothing_claimed');
      let reason: Refusal = 'not_grounded';
      for (const { place, source, lead } of supportPlaces(answer)) {
        const derive = groundedDeriver(field, identity, lead) as Derive<FieldValues[typeof field]>;
        const judged = judgePlace(derive, subjectOf(field), value, place, identity);
        if (typeof judged !== 'string')
          return supported(judged.value, {
            level: 'grounded',
            source: source.url,
            title: source.title,
            quote: place.text,
          });
        if (judged !== 'value_not_in_quote') reason = judged;
      }
      return unsupported(value, reason);
    },
    stated: (field) => statedBy(read, field, identity),
  };
}
