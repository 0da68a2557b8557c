import type { Source, Support } from './language-model';

/** A citation as the API gives it: a range of the text, mostly the link itself, and the page behind it. */
export interface Citation {
  readonly start: number;
  readonly end: number;
  readonly url: string;
  readonly title: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What carries a text; the text without the vendor's tracking words in its links. */
export interface CitedText {
  readonly text: string;
  readonly sources: readonly Source[];
  readonly supports: readonly Support[];
}

/** OpenAI adds this to every address that it cites. */
const TRACKING = /([?&])utm_source=openai(?![\w-])(&)?/g;

/** An address without the vendor's tracking word. */
export const withoutTracking = (url: string): string =>
  url.replace(TRACKING, (_all, before: string, after: string | undefined) =>
    after === undefined ? '' : before,
  );

const hostOf = (url: string): string =>
  URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url;

const utf16 = (text: string, codePoints: number): number => [...text].slice(0, codePoints).join('').length;

/**
 * The range in UTF-16 code units. The API does not say what its indices count. Both readings agree unless an emoji
 * or the like stands before; then the one is taken that looks more like the link, code points when in doubt.
 */
function spanOf(text: string, { start, end, url }: Citation): Span {
  const byCodePoint = { start: utf16(text, start), end: utf16(text, end) };
  const byUnit = { start: Math.min(start, text.length), end: Math.min(end, text.length) };
  const likeness = (span: Span): number => {
    const said = text.slice(span.start, span.end);
    return (
      [/^[([【]/, /[)\]】]$/].filter((edge) => edge.test(said)).length + (said.includes(hostOf(url)) ? 1 : 0)
    );
  };
  return likeness(byUnit) > likeness(byCodePoint) ? byUnit : byCodePoint;
}

const isLink = (said: string): boolean => /https?:\/\/|\]\(|^\s*[([【]/.test(said);

/** The text with every link blanked out at equal length: dots and capitals of addresses end no sentence then. */
const blankLinks = (text: string, spans: readonly Span[]): string =>
  spans
    .filter((span) => isLink(text.slice(span.start, span.end)))
    .reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);

const LIST_ITEM = /^\s*(?:[-*•+]|\d{1,3}[.)])\s+/;

/** Cuts prose into what one citation can carry: a list item or a table row whole, of other lines each sentence. */
function statements(blanked: string): Span[] {
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
  const spans: Span[] = [];
  let start = 0;
  for (const line of blanked.split('\n')) {
    const mark = LIST_ITEM.exec(line)?.[0].length;
    if (mark !== undefined || line.trimStart().startsWith('|')) {
      spans.push({ start: start + (mark ?? 0), end: start + line.length });
    } else {
      for (const { index, segment } of sentences.segment(line)) {
        spans.push({ start: start + index, end: start + index + segment.length });
      }
    }
    start += line.length + 1;
  }
  return spans;
}

const isBlank = (text: string, { start, end }: Span): boolean =>
  !/[\p{L}\p{N}]/u.test(text.slice(start, end));

/** The statement that holds a citation; when that is nothing but links, the one directly before it. */
function carried(blanked: string, spans: readonly Span[], citation: Span): Span | undefined {
  const holding = spans.findIndex((span) => citation.start < span.end || span === spans[spans.length - 1]);
  for (let index = holding; index >= 0; index -= 1) {
    const span = spans[index];
    if (span !== undefined && !isBlank(blanked, span)) return trimmed(blanked, span);
  }
  return undefined;
}

function trimmed(text: string, { start, end }: Span): Span {
  const said = text.slice(start, end);
  return { start: start + (said.length - said.trimStart().length), end: start + said.trimEnd().length };
}

/** Takes the tracking words out of the links, and says where an offset has gone. */
function cleanText(text: string): { readonly text: string; moved(offset: number): number } {
  const cuts = [...text.matchAll(TRACKING)].map((match) => {
    const kept = match[2] === undefined ? 0 : 1;
    return { at: match.index + kept, length: match[0].length - kept };
  });
  return {
    text: withoutTracking(text),
    moved: (offset) =>
      cuts.reduce((to, cut) => to - Math.min(cut.length, Math.max(0, offset - cut.at)), offset),
  };
}

/** Puts cited texts in a row: offsets and indices moved along, a page that several cite named once. */
export function joinCited(texts: readonly CitedText[]): CitedText {
  return texts.reduce<CitedText>(
    (joined, next) => {
      const sources = [...joined.sources];
      const index = next.sources.map((source) => {
        const known = sources.findIndex((other) => other.url === source.url);
        return known < 0 ? sources.push(source) - 1 : known;
      });
      const offset = joined.text.length;
      const supports = next.supports.map((support) => ({
        start: support.start + offset,
        end: support.end + offset,
        sources: support.sources.flatMap((old) => index[old] ?? []),
      }));
      return { text: joined.text + next.text, sources, supports: [...joined.supports, ...supports] };
    },
    { text: '', sources: [], supports: [] },
  );
}

/**
 * Turns citations into supports: the sentence or list item that holds a citation or directly precedes it. Sources are
 * the cited pages, each once, in the order of the text.
 */
export function readCitations(original: string, citations: readonly Citation[]): CitedText {
  const placed = citations
    .map((citation) => ({ citation, span: spanOf(original, citation) }))
    .sort((a, b) => a.span.start - b.span.start);
  const blanked = blankLinks(
    original,
    placed.map(({ span }) => span),
  );
  const spans = statements(blanked);
  const clean = cleanText(original);
  const sources: Source[] = [];
  const supports = new Map<number, Support>();
  for (const { citation, span } of placed) {
    const range = carried(blanked, spans, span);
    if (range === undefined) continue;
    const url = withoutTracking(citation.url);
    const known = sources.findIndex((source) => source.url === url);
    const index = known < 0 ? sources.push({ url, title: citation.title }) - 1 : known;
    const others = supports.get(range.start)?.sources ?? [];
    supports.set(range.start, {
      start: clean.moved(range.start),
      end: clean.moved(range.end),
      sources: others.includes(index) ? others : [...others, index],
    });
  }
  return { text: clean.text, sources, supports: [...supports.values()] };
}
