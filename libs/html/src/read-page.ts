import type { Parser } from 'htmlparser2';
import { type HidingSelectors, hidingSelectors, isHidden } from './hidden-marks';
import { type BlockBuilder, CELL, createBlockBuilder, type Heading } from './page-blocks';
import { createDataCollector, type DataCollector, type PageData } from './page-data';

import { createSideTexts } from './side-texts';
import type { BlockKind, TextBlock } from './text-block';

/** What a page holds, in its own order. */
export interface PageContent extends PageData {
  readonly blocks: readonly TextBlock[];
  /** False when the page is nested so deeply that its rest was not read. */
  readonly complete: boolean;
}

/** Where a page stands, and how its reading gives way to others. */
export interface ReadPageOptions {
  /** Absolute URL, for its relative links. */
  readonly url: string;
  /** Called after every 32 KiB; the reading goes on when what it returned is there. */
  readonly pause: () => Promise<void>;
}

/** A few milliseconds of work on a small machine. */
export const SLICE_CHARACTERS = 32 * 1024;
/** Pages that people write stay below 100; the parser's time for a tag grows with its depth. */
const DEEPEST = 1_000;

const BLOCK_KINDS: Readonly<Record<string, BlockKind>> = {
  ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 'heading'] as const)),
  ...{ li: 'item', dt: 'item', dd: 'item', option: 'item', tr: 'row', blockquote: 'quotation' },
  ...Object.fromEntries(
    [
      ...[
        'p',
        'div',
        'section',
        'article',
        'main',
        'aside',
        'header',
        'footer',
        'nav',
        'address',
        'pre',
        'form',
      ],
      ...[
        'ul',
        'ol',
        'dl',
        'table',
        'thead',
        'tbody',
        'tfoot',
        'caption',
        'figure',
        'figcaption',
        'fieldset',
      ],
      ...['details', 'summary', 'dialog', 'hr', 'body', 'legend', 'label', 'button', 'template'],
    ].map((name) => [name, 'paragraph'] as const),
  ),
};

/** Headings inside these do not hold for what follows them. */
const SECTIONS = new Set([
  'section',
  'article',
  'aside',
  'nav',
  'footer',
  'header',
  'main',
  'form',
  'dialog',
]);
const ASIDES = new Set(['nav', 'footer', 'aside', 'form', 'dialog']);
const ASIDE_ROLES = new Set(['navigation', 'contentinfo', 'complementary', 'search', 'dialog']);
/** What stands in these is no text of the page. */
const NO_TEXT = new Set([
  'script',
  'style',
  'svg',
  'math',
  'iframe',
  'object',
  'canvas',
  'textarea',
  'select',
]);

interface Open {
  readonly name: string;
  readonly kind: BlockKind | undefined;
  readonly hidden: boolean;
  readonly aside: boolean;
  readonly noText: boolean;
  readonly quoted: boolean;
  readonly section: boolean;
}

const OUTSIDE: Open = {
  ...{ name: '', kind: 'paragraph', hidden: false, aside: false },
  ...{ noText: false, quoted: false, section: false },
};

type Attributes = Readonly<Record<string, string>>;

interface Walk {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(part: string): void;
  depth(): number;
}

/** What an element is, where it stands. */
const openedIn = (around: Open, name: string, attributes: Attributes, selectors: HidingSelectors): Open => {
  const role = attributes['role'] ?? '';
  const noText = around.noText || NO_TEXT.has(name);
  return {
    name,
    noText,
    kind: noText ? undefined : BLOCK_KINDS[name],
    hidden: around.hidden || isHidden(name, attributes, selectors),
    aside: around.aside || ASIDES.has(name) || ASIDE_ROLES.has(role),
    quoted: around.quoted || name === 'blockquote',
    section: SECTIONS.has(name) || ASIDE_ROLES.has(role),
  };
};

/** The address of what an element loads to make the page; empty for the others. */
const loadedBy = (name: string, { src = '', href = '', rel = '' }: Attributes): string => {
  if (name === 'script') return src;
  return name === 'link' && rel.toLowerCase() === 'stylesheet' ? href : '';
};

/** The walk through a page's elements; it feeds the blocks and the data. */
function walkInto(builder: BlockBuilder, collector: DataCollector): Walk {
  const stack: Open[] = [];
  /** The headings to be put back, of every open section. */
  const before: (readonly Heading[])[] = [];
  let selectors: HidingSelectors = new Set();
  const sides = createSideTexts(builder, collector, (sheet) => {
    selectors = new Set([...selectors, ...hidingSelectors(sheet)]);
  });
  const top = (): Open => stack.at(-1) ?? OUTSIDE;
  const begin = ({ kind = 'paragraph', name, aside, quoted }: Open): void => {
    const level = kind === 'heading' ? Number(name.slice(1)) : 0;
    builder.begin(kind === 'paragraph' && quoted ? 'quotation' : kind, { level, aside });
  };
  /** Text after a block's end belongs to the nearest block around it. */
  const resume = (): void => begin(stack.findLast(({ kind }) => kind !== undefined) ?? OUTSIDE);

  return {
    depth: () => stack.length,
    open(name, attributes) {
      const open = openedIn(top(), name, attributes, selectors);
      stack.push(open);
      if (open.section) before.push(builder.enter());
      if (open.kind !== undefined) begin(open);
      sides.open(name, attributes, open.noText || open.hidden);
      if (name === 'html') collector.language(attributes['lang'] ?? '');
      if (name === 'meta') collector.meta(attributes);
      const loaded = loadedBy(name, attributes);
      if (loaded !== '') collector.resource(loaded);
      if (open.noText) return;
      if (name === 'br') builder.text('\n', open.hidden);
      if (name === 'td' || name === 'th') builder.text(CELL, open.hidden);
      if (name === 'img') {
        builder.image(attributes['alt'] ?? '', open.hidden);
        sides.image(attributes['alt'] ?? '');
      }
    },
    close(name) {
      const open = stack.pop();
      if (open === undefined) return;
      sides.close(name);
      if (open.section) builder.leave(before.pop() ?? []);
      if (open.kind !== undefined) resume();
    },
    text(part) {
      const { noText, hidden } = top();
      if (!sides.take(part, noText)) builder.text(part, hidden);
    },
  };
}

/**
 * Reads a page in one streaming pass of bounded slices; no tree is built. Its time grows with the length of the page,
 * whatever it holds.
 */
export async function readPage(html: string, { url, pause }: ReadPageOptions): Promise<PageContent> {
  const { Parser: HtmlParser } = await import('htmlparser2');
  const builder = createBlockBuilder();
  const collector = createDataCollector(url);
  const walk = walkInto(builder, collector);
  const parser: Parser = new HtmlParser({
    onopentag: walk.open,
    onclosetag: walk.close,
    ontext: walk.text,
  });
  let at = 0;
  for (; at < html.length && walk.depth() <= DEEPEST; at += SLICE_CHARACTERS) {
    parser.write(html.slice(at, at + SLICE_CHARACTERS));
    await pause();
  }
  if (walk.depth() <= DEEPEST) parser.end();
  return { ...collector.data(), blocks: builder.blocks(), complete: at >= html.length };
}
