import type { BlockBuilder } from './page-blocks';
import type { DataCollector } from './page-data';

type Attributes = Readonly<Record<string, string>>;

/** Text that a page holds for another use than to be read in its place: titles, scripts, style sheets, links. */
export interface SideTexts {
  /** `unseen`: in this place neither a title nor a link is one that a reader of the page finds. */
  open(name: string, attributes: Attributes, unseen: boolean): void;
  close(name: string): void;
  /** Takes a stretch of text; true when it belongs to no block. */
  take(part: string, noText: boolean): boolean;
  /** The alternative text of an image is text of the link around it. */
  image(alt: string): void;
}

interface Gathered {
  readonly name: string;
  readonly parts: string[];
  length: number;
  readonly attributes: Attributes;
}

/** Longer scripts are programs or catalogues: nothing of ours reads them. */
const LONGEST_SIDE_TEXT = 1024 * 1024;
const RAW = new Set(['script', 'style', 'title']);

const gathering = (name: string, attributes: Attributes): Gathered => ({
  name,
  attributes,
  parts: [],
  length: 0,
});

const push = (to: Gathered, part: string): void => {
  if (to.length > LONGEST_SIDE_TEXT) return;
  to.parts.push(part);
  to.length += part.length;
};

const textOf = ({ parts }: Gathered): string => parts.join('').replaceAll(/\s+/g, ' ').trim();

/** Gathers a page's side texts for the data, its links for the blocks too, and its style sheets for whom they concern. */
export function createSideTexts(
  builder: BlockBuilder,
  collector: DataCollector,
  onStyleSheet: (sheet: string) => void,
): SideTexts {
  let raw: Gathered | undefined;
  let anchor: Gathered | undefined;

  const endAnchor = (ended: Gathered): void => {
    const url = collector.urlOf(ended.attributes['href'] ?? '');
    if (url === undefined) return;
    const link = { text: textOf(ended), url };
    builder.link(link);
    collector.link(link);
  };
  const endRaw = (ended: Gathered): void => {
    const type = ended.attributes['type']?.trim().toLowerCase();
    if (ended.name === 'title') collector.title(textOf(ended));
    if (ended.name === 'style') onStyleSheet(ended.parts.join(''));
    if (ended.name === 'script' && type === 'application/ld+json') collector.jsonLd(ended.parts.join(''));
  };

  return {
    open(name, attributes, unseen) {
      if (name === 'a' && !unseen && attributes['href'] !== undefined) anchor = gathering(name, attributes);
      else if (RAW.has(name) && (name !== 'title' || !unseen)) raw = gathering(name, attributes);
    },
    close(name) {
      if (name === 'a' && anchor !== undefined) {
        endAnchor(anchor);
        anchor = undefined;
      }
      if (raw?.name === name) {
        endRaw(raw);
        raw = undefined;
      }
    },
    take(part, noText) {
      if (raw !== undefined) push(raw, part);
      else if (!noText && anchor !== undefined) push(anchor, part);
      return raw !== undefined || noText;
    },
    image(alt) {
      if (anchor !== undefined) push(anchor, ` ${alt} `);
    },
  };
}
