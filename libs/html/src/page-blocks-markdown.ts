import { type BlockBuilder, CELL, createBlockBuilder } from './page-blocks';
import { openUrls } from './page-data';
import type { ReadPageOptions } from './read-page';
import type { BlockKind, PageLink, TextBlock } from './text-block';

const SLICE_CHARACTERS = 32 * 1024;
/** A longer line is cut: the patterns below stay fast. */
const LONGEST_LINE = 20_000;

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const UNDERLINE = /^ {0,3}(=+|-+)\s*$/;
const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])\s+(.*)$/;
const QUOTATION = /^\s*>\s?(.*)$/;
const ROW = /^\s*\|(.+)\|\s*$/;
const ROW_RULE = /^[\s|:-]+$/;
const FENCE = /^\s*(?:```|~~~)/;
const THEMATIC_BREAK = /^\s*(?:[-*_]\s*){3,}$/;

/** An image, maybe inside a link; the reader numbers its images (`Image 3: Logo of Kestrel`). */
const IMAGE = /!\[((?:[^[\]\\]|\\.)*)\]\(\s*<?[^\s()<>]*>?(?:\s+"[^"]*")?\s*\)/g;
const IMAGE_NUMBER = /^Image \d+(?:: |$)/;
const LINK = /\[((?:[^[\]\\]|\\.)*)\]\(\s*<?([^\s()<>]*)>?(?:\s+"[^"]*")?\s*\)/g;
const STRONG = /(\*\*|__)(?=\S)(.*?\S)\1/g;
const EMPHASIS = /(?<![\p{L}\p{N}*_])([*_])(?=[^\s*_])([^*_]*[^\s*_])\1(?![\p{L}\p{N}*_])/gu;
const CODE = /`+([^`]+)`+/g;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;

interface Line {
  readonly text: string;
  readonly links: readonly PageLink[];
  readonly images: readonly string[];
}

/** Most texts have one kind of marks or none: looking for a letter costs less than a pattern. */
function plain(text: string): string {
  let said = text;
  if (said.includes('**') || said.includes('__')) said = said.replaceAll(STRONG, '$2');
  if (said.includes('*') || said.includes('_')) said = said.replaceAll(EMPHASIS, '$2');
  if (said.includes('`')) said = said.replaceAll(CODE, '$1');
  return said.includes('\\') ? said.replaceAll(ESCAPED, '$1') : said;
}

/** Without any of these a line has neither links nor emphasis: most lines have none. */
const MARKED = /[*_`\\[]/;
/** What begins something else than a paragraph, after its spaces. */
const STARTS = /^\s*[#\-*+\d>|:`~_=]/;

/** A line's text as it would be read, with the links and the images that stood in it. */
function readLine(markdown: string, urlOf: (target: string) => string | undefined): Line {
  if (!MARKED.test(markdown)) return { text: markdown, links: [], images: [] };
  if (!markdown.includes('](')) return { text: plain(markdown), links: [], images: [] };
  const links: PageLink[] = [];
  const images: string[] = [];
  const takeImage = (_all: string, alt: string): string => {
    const label = plain(alt).replace(IMAGE_NUMBER, '').trim();
    if (label !== '') images.push(label);
    return '';
  };
  const withoutImages = markdown.includes('![') ? markdown.replaceAll(IMAGE, takeImage) : markdown;
  const text = withoutImages.replaceAll(LINK, (_all, label: string, target: string) => {
    const url = urlOf(target);
    const said = plain(label).trim();
    if (url !== undefined) links.push({ text: said === '' ? images.join(' ') : said, url });
    return label;
  });
  return { text: plain(text), links, images };
}

/** What a line begins, and its content. */
interface Start {
  readonly kind: BlockKind;
  readonly content: string;
  readonly level?: number;
}

const startOf = (line: string): Start | undefined => {
  const heading = HEADING.exec(line);
  if (heading !== null) return { kind: 'heading', level: heading[1]?.length ?? 1, content: heading[2] ?? '' };
  const item = ITEM.exec(line);
  if (item !== null) return { kind: 'item', content: item[1] ?? '' };
  const quotation = QUOTATION.exec(line);
  if (quotation !== null) return { kind: 'quotation', content: quotation[1] ?? '' };
  const row = ROW.exec(line);
  if (row === null) return undefined;
  const cells = (row[1] ?? '').split(/(?<!\\)\|/).map((cell) => cell.trim());
  return { kind: 'row', content: cells.join(CELL) };
};

/** Feeds one document's lines to a builder; `link` gets every link. */
function lineReader(
  builder: BlockBuilder,
  urlOf: (target: string) => string | undefined,
  link: (link: PageLink) => void,
) {
  let fenced = false;
  let paragraph: string[] = [];
  let paragraphLength = 0;

  const give = (start: Start): void => {
    const { text, links, images } = readLine(start.content, urlOf);
    builder.begin(start.kind, { level: start.level ?? 0, aside: false });
    for (const alt of images) builder.image(alt, false);
    builder.text(text, false);
    for (const one of links) {
      builder.link(one);
      link(one);
    }
  };
  const endParagraph = (kind: BlockKind = 'paragraph', level = 0): void => {
    if (paragraph.length > 0) give({ kind, level, content: paragraph.join('\n') });
    paragraph = [];
    paragraphLength = 0;
  };

  const goOn = (line: string): void => {
    paragraph.push(line.trim());
    paragraphLength += line.length;
    if (paragraphLength > LONGEST_LINE) endParagraph();
  };

  return {
    line(raw: string): void {
      const line = raw.slice(0, LONGEST_LINE);
      if (line.trim() === '') return endParagraph();
      if (!STARTS.test(line)) return fenced ? undefined : goOn(line);
      if (FENCE.test(line)) fenced = !fenced;
      if (fenced || FENCE.test(line)) return endParagraph();
      const underline = UNDERLINE.exec(line);
      if (underline !== null && paragraph.length > 0)
        return endParagraph('heading', underline[1]?.startsWith('=') === true ? 1 : 2);
      if (THEMATIC_BREAK.test(line) || ROW_RULE.test(line)) return endParagraph();
      const start = startOf(line);
      if (start === undefined) return goOn(line);
      endParagraph();
      give(start);
    },
    end: endParagraph,
  };
}

/** The blocks and links of a page that came as Markdown; the reader's answers do. Nothing in Markdown is hidden. */
export async function readMarkdown(
  markdown: string,
  { url, pause }: ReadPageOptions,
): Promise<{ readonly blocks: readonly TextBlock[]; readonly links: readonly PageLink[] }> {
  const builder = createBlockBuilder();
  const links = new Map<string, PageLink>();
  const reader = lineReader(builder, openUrls(url), (link) => {
    if (!links.has(link.url)) links.set(link.url, link);
  });
  let sinceLastPause = 0;
  for (let at = 0; at <= markdown.length;) {
    const found = markdown.indexOf('\n', at);
    const end = found === -1 ? markdown.length : found;
    reader.line(markdown.slice(at, end));
    sinceLastPause += end - at + 1;
    at = end + 1;
    if (sinceLastPause < SLICE_CHARACTERS) continue;
    sinceLastPause = 0;
    await pause();
  }
  reader.end();
  return { blocks: builder.blocks(), links: [...links.values()] };
}
