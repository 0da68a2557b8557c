import { openOwnWords, suspiciousInstructions } from '@userport/evidence';
import type { Description } from '../content-details';
import type { Known } from './known';
import { type ReadableActivity, textsOf } from './readable';
import type { Dropped } from './research';

/** What an activity may be; a closed list, so that no page can write a category. */
export const CATEGORIES = [
  ...(['Company news', 'Product', 'Hiring', 'Event', 'Opinion', 'Advice'] as const),
  ...(['Industry', 'Recognition', 'Question', 'Career', 'Personal', 'Other'] as const),
] as const;

/** What a model says of one activity. */
export interface ClaimedDescription {
  readonly activity_id: string;
  readonly detailed_summary: string;
  readonly concise_summary: string;
  readonly one_line_summary: string;
  readonly category: (typeof CATEGORIES)[number];
  readonly category_reason: string;
  readonly focus_on_company: boolean;
  readonly focus_on_company_reason: string;
  readonly colleague: string | null;
  readonly colleague_reason: string | null;
  readonly products: readonly string[];
}

/** A description that may be shown; undefined when no summary is left of it. */
export interface JudgedDescription {
  readonly description: Description | undefined;
  readonly dropped: readonly Dropped[];
}

/** What reads like an order was taken from a text that gives orders, or is one for whoever reads the summary. */
const ORDERS = new Set(['override', 'role', 'answer', 'link', 'conceal']);

/** Whether a text that a model wrote reads like an order. */
export const readsLikeOrder = (text: string): boolean =>
  suspiciousInstructions(text).some(({ kind }) => ORDERS.has(kind));

/**
 * Holds what a model says of an activity to the activity's own texts and to what is known: a text with a name, number,
 * date or address from elsewhere is left out, and so is one that reads like an order. People and products stand only
 * where the texts name them.
 */
export function openDescriptionJudge(known: Known) {
  const { invention, saysOf } = openOwnWords([], known.data);
  return (claimed: ClaimedDescription, readable: ReadableActivity): JudgedDescription => {
    const texts = textsOf(readable);
    const grounds = { quotes: texts.map((quote) => ({ id: readable.key, quote })) };
    const dropped: Dropped[] = [];
    const believed = (part: string, text: string | null): string | null => {
      if (text === null || text.trim() === '') return null;
      const invented = invention(text, grounds);
      if (invented !== undefined)
        dropped.push({ part, rule: 'invented', claimed: text, invention: invented.text });
      else if (part.endsWith('summary') && !saysOf(text, texts))
        dropped.push({ part, rule: 'not_about_its_grounds', claimed: text });
      else if (readsLikeOrder(text)) dropped.push({ part, rule: 'reads_as_instruction', claimed: text });
      else return text.trim();
      return null;
    };
    const shown = texts.join('\n').toLowerCase();
    const isThere = (name: string | null): name is string =>
      name !== null && name.trim() !== '' && shown.includes(name.trim().toLowerCase());
    const detailed = believed('detailed_summary', claimed.detailed_summary);
    const concise = believed('concise_summary', claimed.concise_summary);
    const oneLine = believed('one_line_summary', claimed.one_line_summary);
    if (detailed === null && concise === null && oneLine === null) return { description: undefined, dropped };
    const colleague = isThere(claimed.colleague) ? claimed.colleague.trim() : null;
    const description: Description = {
      detailedSummary: detailed,
      conciseSummary: concise,
      oneLineSummary: oneLine,
      category: claimed.category,
      categoryReason: believed('category_reason', claimed.category_reason),
      focusOnCompany: claimed.focus_on_company,
      focusOnCompanyReason: believed('focus_on_company_reason', claimed.focus_on_company_reason),
      colleague,
      colleagueReason: colleague === null ? null : believed('colleague_reason', claimed.colleague_reason),
      products: claimed.products.filter(isThere).map((name) => name.trim()),
    };
    return { description, dropped };
  };
}
