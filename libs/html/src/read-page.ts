import type { Parser } from 'htmlparser2';
import { type HidingSelectors, hidingSelectors, openHidden } from './hidden-marks';
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
/** HTML has some 110 elements, and pages have their own. */
const MOST_NAMES = 1_000;
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

/** An element that begins a block. */
interface Block {
  readonly name: string;
  readonly kind: BlockKind | undefined;
  readonly aside: boolean;
  readonly quoted: boolean;
}

interface Open extends Block {
  readonly hidden: boolean;
  readonly noText: boolean;
  readonly section: boolean;
  /** The nearest block, this one or one around it: what follows an ended block belongs to it. */
  readonly block: Block | undefined;
}

const OUTSIDE: Open = {
  ...{ name: '', kind: 'paragraph', hidden: false, aside: false },
  ...{ noText: false, quoted: false, section: false, block: undefined },
};

type Attributes = Readonly<Record<string, string>>;

interface Walk {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(part: string): void;
  depth(): number;
}

/** What an element is by its name, wherever it stands. */
interface Traits {
  readonly kind: BlockKind | undefined;
  readonly aside: boolean;
  readonly noText: boolean;
  readonly quoted: boolean;
  readonly section: boolean;
}

const traitsOf = (name: string): Traits => ({
  kind: BLOCK_KINDS[name],
  aside: ASIDES.has(name),
  noText: NO_TEXT.has(name),
  quoted: name === 'blockquote',
  section: SECTIONS.has(name),
});

/** The traits of the elements of HTML, and of what else a page names, each worked out once. */
function openTraits(): (name: string) => Traits {
  const known = new Map<string, Traits>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const traits = traitsOf(name);
    if (known.size < MOST_NAMES) known.set(name, traits);
    return traits;
  };
}

/** What an element is, where it stands. */
const openedIn = (
  around: Open,
  name: string,
  traits: Traits,
  role: string | undefined,
  isHidden: boolean,
): Open => {
  const noText = around.noText || traits.noText;
  const byRole = role !== undefined && ASIDE_ROLES.has(role);
  const kind = noText ? undefined : traits.kind;
  const aside = around.aside || traits.aside || byRole;
  const quoted = around.quoted || traits.quoted;
  return {
    ...{ name, noText, kind, aside, quoted },
    hidden: around.hidden || isHidden,
    section: traits.section || byRole,
    block: kind === undefined ? around.block : { kind, name, aside, quoted },
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
  const isHidden = openHidden();
  const namedTraits = openTraits();
  /** The headings to be put back, of every open section. */
  const before: (readonly Heading[])[] = [];
  let selectors: HidingSelectors = new Set();
  const sides = createSideTexts(builder, collector, (sheet) => {
    selectors = new Set([...selectors, ...hidingSelectors(sheet)]);
  });
  const top = (): Open => stack.at(-1) ?? OUTSIDE;
  const begin = ({ kind = 'paragraph', name, aside, quoted }: Block): void => {
    const level = kind === 'heading' ? Number(name.slice(1)) : 0;
    builder.begin(kind === 'paragraph' && quoted ? 'quotation' : kind, { level, aside });
  };
  /** Text after a block's end belongs to the nearest block around it. */
  const resume = (): void => begin(top().block ?? OUTSIDE);

  return {
    depth: () => stack.length,
    open(name, attributes) {
      const around = top();
      const hides = !around.hidden && isHidden(name, attributes, selectors);
      const open = openedIn(around, name, namedTraits(name), attributes['role'], hides);
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
