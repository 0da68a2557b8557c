import type { BlockKind, PageLink, TextBlock } from './text-block';

/** A longer text has no structure of its own; cut, it cannot hold up the process. */
const LONGEST_BLOCK = 20_000;
/** A line that leads into a list is short: "Our customers:". */
const LONGEST_LEAD_IN = 80;
/** More links than this are a link farm. */
const MOST_LINKS_IN_BLOCK = 100;

/** Takes a page's parts in their order and gives its blocks. */
export interface BlockBuilder {
  text(part: string, hidden: boolean): void;
  /** An image stands on its own, whatever it stands in. */
  image(alt: string, hidden: boolean): void;
  /** A link that has just ended; its text is part of the text that was given. */
  link(link: PageLink): void;
  /** Ends what is open and begins a block of this kind. `level` of a heading: 1 to 6. */
  begin(kind: BlockKind, place: BlockPlace): void;
  /** The headings in force, to be put back by `leave` when a section ends. */
  enter(): readonly Heading[];
  leave(headings: readonly Heading[]): void;
  /** Ends what is open; all blocks so far. */
  blocks(): readonly TextBlock[];
}

/** What is said of a block when it begins. */
export interface BlockPlace {
  readonly level?: number;
  readonly aside: boolean;
}

/** A heading in force. */
export interface Heading {
  readonly level: number;
  readonly text: string;
}

/** What parts the cells of a row. */
export const CELL = ' | ';

/** The outer marks of a row say nothing: its text begins and ends with a cell. */
const bare = (kind: BlockKind, text: string): string =>
  kind === 'row' ? text.replaceAll(/^(?:\|\s*)+|(?:\s*\|)+$/g, '') : text;

const TO_FOLD = /[^\S ]| {2}/;

/** Folds runs of spaces to one and keeps line breaks; the ends are trimmed. */
export function foldSpaces(text: string): string {
  // Most texts are in order: a test costs less than two replacements.
  if (!TO_FOLD.test(text)) return text.trim();
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, '\n')
    .trim();
}

const BLANK = /^\s*$/;

/** Cuts at a space where there is one near the bound. */
function* pieces(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > LONGEST_BLOCK) {
    const space = text.lastIndexOf(' ', from + LONGEST_BLOCK);
    const end = space > from + LONGEST_BLOCK / 2 ? space : from + LONGEST_BLOCK;
    yield text.slice(from, end);
    from = end;
  }
  yield text.slice(from);
}

const LISTED = new Set<BlockKind>(['item', 'image', 'row']);

const NO_TEXTS: readonly string[] = [];

/** The headings in force, and the line that leads into a list. */
function createOutline() {
  let headings: readonly Heading[] = [];
  let texts = NO_TEXTS;
  let listTexts = NO_TEXTS;
  const change = (to: readonly Heading[], leadIn: string): void => {
    if (to !== headings) texts = to.map(({ text }) => text);
    headings = to;
    listTexts = leadIn === '' ? texts : [...texts, leadIn];
  };
  return {
    headings: (): readonly Heading[] => headings,
    /** Of a heading only those of a higher level are above it. */
    above(kind: BlockKind, level: number): readonly string[] {
      if (kind === 'heading') return headings.filter((one) => one.level < level).map(({ text }) => text);
      return LISTED.has(kind) ? listTexts : texts;
    },
    /** What has been read changes what follows it. */
    pass(kind: BlockKind, level: number, text: string): void {
      if (LISTED.has(kind)) return;
      const leadIn = kind === 'paragraph' && text.length <= LONGEST_LEAD_IN ? text : '';
      if (kind === 'heading') change([...headings.filter((one) => one.level < level), { level, text }], '');
      else change(headings, leadIn);
    },
    reset(to: readonly Heading[]): void {
      change(to, '');
    },
  };
}

/** A builder with nothing in it. */
export function createBlockBuilder(): BlockBuilder {
  const done: TextBlock[] = [];
  const outline = createOutline();
  let open = { kind: 'paragraph' as BlockKind, level: 0, aside: false };
  let shown: string[] = [];
  let hiddenParts: string[] = [];
  let length = 0;
  let links: PageLink[] = [];

  const add = (kind: BlockKind, text: string, hidden: boolean): void => {
    const headings = outline.above(kind, open.level);
    done.push({ kind, text, headings, links, hidden, aside: open.aside });
  };
  const textOf = (part: string): string => bare(open.kind, foldSpaces(part)).slice(0, LONGEST_BLOCK);
  const give = (part: string, hidden: boolean): void => {
    const text = textOf(part);
    if (text === '') return;
    add(open.kind, text, hidden);
    if (!hidden) outline.pass(open.kind, open.level, text);
  };
  /** Gives what is longer than a block and keeps the rest, which may go on. */
  const cutLong = (): void => {
    const all = [...pieces(shown.join(''))];
    const allHidden = [...pieces(hiddenParts.join(''))];
    [shown, hiddenParts] = [all.splice(-1), allHidden.splice(-1)];
    for (const piece of all) give(piece, false);
    for (const piece of allHidden) give(piece, true);
    length = (shown[0] ?? '').length + (hiddenParts[0] ?? '').length;
  };
  const flush = (): void => {
    if (shown.length === 0 && hiddenParts.length === 0) return;
    if (length > LONGEST_BLOCK) cutLong();
    give(shown.join(''), false);
    give(hiddenParts.join(''), true);
    [shown, hiddenParts, length, links] = [[], [], 0, []];
  };

  return {
    text(part, hidden) {
      const parts = hidden ? hiddenParts : shown;
      // The spaces between two elements are most of what some pages hold.
      if (parts.length === 0 && BLANK.test(part)) return;
      parts.push(part);
      length += part.length;
      if (length > 2 * LONGEST_BLOCK) cutLong();
    },
    image(alt, hidden) {
      if (!BLANK.test(alt)) add('image', foldSpaces(alt).slice(0, LONGEST_BLOCK), hidden);
    },
    link(link) {
      if (links.length < MOST_LINKS_IN_BLOCK) links.push(link);
    },
    begin(kind, { level = 0, aside }) {
      flush();
      open = { kind, level, aside };
    },
    enter() {
      flush();
      return outline.headings();
    },
    leave(before) {
      flush();
      outline.reset(before);
    },
    blocks() {
      flush();
      return done;
    },
  };
}
