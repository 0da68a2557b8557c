import { cleanPageText } from '@userport/http';

/** A name, a headline or an address; what is longer is no line. */
const LONGEST_LINE = 1_000;

/** What a vendor says in a field: cleaned and bounded, null when it says nothing. */
export const factOf = (text: string | null | undefined, longest = LONGEST_LINE): string | null => {
  const clean = cleanPageText(text ?? '', longest).text.trim();
  return clean === '' ? null : clean;
};

/** The same of a list, each once. */
export const factsOf = (texts: readonly (string | null | undefined)[] | null | undefined): string[] => [
  ...new Set((texts ?? []).flatMap((text) => factOf(text) ?? [])),
];

/** The same as it is written, for what others compare byte by byte; null when there is nothing. */
export const verbatim = (text: string | null | undefined): string | null =>
  text == null || text.trim() === '' ? null : text;
