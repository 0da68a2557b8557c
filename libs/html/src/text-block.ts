/** A link as it stands in a page; the URL is absolute, http or https. */
export interface PageLink {
  readonly text: string;
  readonly url: string;
}

/** What a block is in its page. */
export type BlockKind = 'heading' | 'paragraph' | 'item' | 'row' | 'image' | 'quotation';

/**
 * A piece of a page's text that stands on its own: no sentence goes from one block into the next. Spaces are folded to
 * one, a line break inside is `\n`; the cells of a row are parted by ` | `; of an image it is the alternative text.
 */
export interface TextBlock {
  readonly kind: BlockKind;
  /** At most 20,000 characters; what is longer is cut into several blocks. */
  readonly text: string;
  /** What the block stands under, outermost first: headings, then the short line that leads into a list. */
  readonly headings: readonly string[];
  readonly links: readonly PageLink[];
  /** True for what a reader of the page does not see. */
  readonly hidden: boolean;
  /** True inside navigation, footers and side bars. */
  readonly aside: boolean;
}
