/** An element of captured markup: tag and attribute names in lower case, comments, scripts and styles left out. */
export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Markup[];
}

/** An element or a piece of text; entities are resolved. */
export type Markup = MarkupElement | string;

/** The class names of an element. */
export const classNames = ({ attributes }: MarkupElement): readonly string[] => {
  const names = attributes['class']?.trim() ?? '';
  return names === '' ? [] : names.split(/\s+/u);
};

/** Tags whose content is shown on lines of its own. */
const BLOCKS = new Set(['p', 'div', 'li', 'ul', 'ol', 'blockquote', 'section', 'article', 'h1', 'h2', 'h3']);
/** Tags whose content is no text of the page. */
const SILENT = new Set(['svg', 'input', 'textarea', 'select', 'template', 'noscript']);

/** Runs of spaces become one, runs of line breaks at most two; the ends are trimmed. */
const tidied = (text: string): string =>
  text
    .replaceAll(/[^\S\n]+/gu, ' ')
    .replaceAll(/ ?\n ?/gu, '\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();

function collect(node: Markup, skip: (element: MarkupElement) => boolean, parts: string[]): void {
  if (typeof node === 'string') {
    parts.push(node.replaceAll(/\s+/gu, ' '));
    return;
  }
  if (SILENT.has(node.tag) || skip(node)) return;
  if (node.tag === 'br') parts.push('\n');
  const block = BLOCKS.has(node.tag);
  if (block) parts.push('\n');
  for (const child of node.children) collect(child, skip, parts);
  if (block) parts.push('\n');
}

/**
 * The text of a bounded fragment as a reader sees it: line breaks where the page breaks lines, nothing of the
 * elements that `skip` names. Plain text and no Markdown: a quote must be found in it character for character,
 * and Markdown escapes.
 */
export function shownText(node: Markup, skip: (element: MarkupElement) => boolean = () => false): string {
  const parts: string[] = [];
  collect(node, skip, parts);
  return tidied(parts.join(''));
}

/** The first element, the root included, that a test accepts, in the order of the page. */
export function findElement(
  root: MarkupElement,
  accepts: (element: MarkupElement) => boolean,
): MarkupElement | undefined {
  if (accepts(root)) return root;
  for (const child of root.children) {
    const found = typeof child === 'string' ? undefined : findElement(child, accepts);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All elements, the root included, that a test accepts, in the order of the page. */
export function findElements(
  root: MarkupElement,
  accepts: (element: MarkupElement) => boolean,
): MarkupElement[] {
  const found = accepts(root) ? [root] : [];
  for (const child of root.children)
    if (typeof child !== 'string') found.push(...findElements(child, accepts));
  return found;
}
