/** Where a shown value comes from. */
export type Evidence =
  | {
      readonly level: 'record';
      /** The vendor's record, such as `brightdata` or `builtwith`. */
      readonly source: string;
      /** Where in the record the value stands, such as `employees_in_linkedin`. */
      readonly path: string;
    }
  | {
      readonly level: 'quoted';
      /** The page's final URL. */
      readonly source: string;
      /** At most 300 characters, as they stand in one block of the page. */
      readonly quote: string;
    }
  | {
      readonly level: 'grounded';
      /** URL of the page that carries the sentence. */
      readonly source: string;
      readonly title: string;
      /** The sentence or list item of the searched answer. */
      readonly quote: string;
    };

/** Why a value is not shown; what `explain` says of it. */
export type Refusal =
  | 'no_quote'
  | 'quote_too_long'
  | 'quote_too_short'
  | 'quote_not_in_page'
  | 'page_not_read'
  | 'page_warned'
  | 'page_outside_identity'
  | 'hidden_text'
  | 'reads_as_instruction'
  | 'value_not_in_quote'
  | 'value_unreadable'
  | 'subject_not_named'
  | 'other_company'
  | 'said_of_others'
  | 'negated_or_other_time'
  | 'field_not_named'
  | 'nearer_to_another_number'
  | 'part_of_company'
  | 'copyright_year'
  | 'said_by_another'
  | 'not_under_customers'
  | 'not_a_customer'
  | 'not_a_competitor'
  | 'undated'
  | 'outside_period'
  | 'not_grounded'
  | 'nothing_claimed'
  | 'unknown_activity'
  | 'no_own_words'
  | 'not_their_words'
  | 'words_of_another'
  | 'only_polite'
  | 'not_in_request'
  | 'too_few_sources'
  | 'diagnosis'
  | 'not_about_its_grounds'
  | 'invented';

/** A value that has proof. */
export interface Supported<T> {
  readonly supported: true;
  readonly value: T;
  readonly evidence: Evidence;
}

/** A value without proof. It has no `value`: what was claimed is for the raw data alone. */
export interface Unsupported {
  readonly supported: false;
  readonly level: 'unsupported';
  readonly claimed: unknown;
  readonly reason: Refusal;
}

/** A value with its proof, or what was claimed and why it is not believed. */
export type Judged<T> = Supported<T> | Unsupported;

/** A value that is believed. */
export const supported = <T>(value: T, evidence: Evidence): Supported<T> => ({
  supported: true,
  value,
  evidence,
});

/** A value that is not believed. */
export const unsupported = (claimed: unknown, reason: Refusal): Unsupported => ({
  supported: false,
  level: 'unsupported',
  claimed,
  reason,
});

/** What may be shown: the value of a supported one, else null. */
export const shown = <T>(judged: Judged<T>): T | null => (judged.supported ? judged.value : null);

/** The supported ones of a list. */
export const shownOf = <T>(list: readonly Judged<T>[]): readonly T[] =>
  list.flatMap((judged) => (judged.supported ? [judged.value] : []));
