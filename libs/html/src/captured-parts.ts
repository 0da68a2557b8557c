import { Parser } from 'htmlparser2';
import type { Markup, MarkupElement } from './markup';

/** Why a part is not whole. */
export type PartTrouble =
  /** Deeper than 256 levels; what is deeper is left out. */
  | 'too_deep'
  /** More characters than were allowed; what comes later is left out. */
  | 'too_large'
  /** The page ended before the part did. */
  | 'cut_off';

/** A wanted element of a page with everything in it. */
export interface CapturedPart {
  readonly root: MarkupElement;
  readonly trouble: PartTrouble | undefined;
}

/**
 * Says of an element outside all parts whether it begins one: how many characters of text and attributes the part may
 * have, or 0 when it is not wanted.
 */
export type WantPart = (tag: string, attributes: Readonly<Record<string, string>>) => number;

/** Deeper markup overflows whatever recurses over it; LinkedIn's cards are about 40 levels deep. */
const DEEPEST_LEVEL = 256;
/** A page nested this deep is no page; the parser's own cost per element grows with the depth. */
const DEEPEST_PAGE = 5000;
/** One chunk costs about a millisecond, so that whoever reads can let others in between. */
const CHUNK_CHARACTERS = 32 * 1024;

const LEFT_OUT = new Set(['script', 'style']);

interface OpenElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Markup[];
}

/** A part that is being built. */
interface OpenPart {
  readonly root: OpenElement;
  /** The open elements, the root first; those below the deepest level are only counted. */
  readonly path: OpenElement[];
  depth: number;
  charactersLeft: number;
  trouble: PartTrouble | undefined;
}

const sizeOf = (tag: string, attributes: Readonly<Record<string, string>>): number => {
  let size = tag.length;
  for (const name in attributes) size += name.length + (attributes[name]?.length ?? 0);
  return size;
};

const spend = (part: OpenPart, characters: number): boolean => {
  part.charactersLeft -= characters;
  if (part.charactersLeft < 0) part.trouble ??= 'too_large';
  return part.charactersLeft >= 0;
};

function openInside(part: OpenPart, tag: string, attributes: Readonly<Record<string, string>>): void {
  part.depth += 1;
  if (part.depth > DEEPEST_LEVEL) part.trouble ??= 'too_deep';
  const parent = part.path[part.depth - 2];
  const room = spend(part, sizeOf(tag, attributes));
  if (part.depth > DEEPEST_LEVEL || parent === undefined || !room) return;
  const element: OpenElement = { tag, attributes, children: [] };
  if (!LEFT_OUT.has(tag)) parent.children.push(element);
  part.path[part.depth - 1] = element;
}

function textInside(part: OpenPart, text: string): void {
  const element = part.path[part.depth - 1];
  if (part.depth > DEEPEST_LEVEL || element === undefined || !spend(part, text.length)) return;
  element.children.push(text);
}

/** Builds the wanted parts out of a parser's events; of everything else it keeps nothing. */
function partBuilder(want: WantPart) {
  let done: CapturedPart[] = [];
  let part: OpenPart | undefined;
  let ending = false;
  let pageDepth = 0;
  const begin = (tag: string, attributes: Readonly<Record<string, string>>): void => {
    const charactersLeft = want(tag, attributes);
    if (charactersLeft <= 0) return;
    const root: OpenElement = { tag, attributes, children: [] };
    part = { root, path: [root], depth: 1, charactersLeft, trouble: undefined };
  };
  const endPart = ({ root, trouble }: OpenPart): void => {
    done.push({ root, trouble: trouble ?? (ending ? 'cut_off' : undefined) });
    part = undefined;
  };
  const parser = new Parser({
    onopentag(tag, attributes) {
      pageDepth += 1;
      if (part === undefined) begin(tag, attributes);
      else openInside(part, tag, attributes);
    },
    ontext(text) {
      if (part !== undefined) textInside(part, text);
    },
    onclosetag() {
      pageDepth -= 1;
      if (part === undefined) return;
      part.depth -= 1;
      if (part.depth === 0) endPart(part);
      else part.path.length = Math.min(part.path.length, part.depth);
    },
  });
  return {
    tooDeep: () => pageDepth > DEEPEST_PAGE,
    write: (chunk: string) => parser.write(chunk),
    end(): void {
      ending = true;
      parser.end();
    },
    takeDone(): readonly CapturedPart[] {
      const taken = done;
      done = [];
      return taken;
    },
  };
}

/**
 * Streams the wanted elements out of a page, which may be large, broken or hostile: 32 KiB of it are parsed between
 * two answers, each part is released once the caller lets go of it, and the rest of the page is never kept. Wanted
 * elements inside a part belong to it. Whoever reads may pause between two answers.
 * @returns whether the whole page was read; false when it is nested deeper than any page
 */
export function* capturedParts(html: string, want: WantPart): Generator<readonly CapturedPart[], boolean> {
  const builder = partBuilder(want);
  for (let at = 0; at < html.length; at += CHUNK_CHARACTERS) {
    builder.write(html.slice(at, at + CHUNK_CHARACTERS));
    if (builder.tooDeep()) return false;
    yield builder.takeDone();
  }
  builder.end();
  yield builder.takeDone();
  return true;
}
