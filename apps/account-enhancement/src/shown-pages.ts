import { type SuspiciousInstruction, suspiciousInstructions } from '@userport/evidence';
import type { TextBlock } from '@userport/html';
import type { SitePage } from './company-site';

/** Characters of all pages in one prompt, about 25,000 tokens. */
const PAGES_SPACE = 100_000;
/** A longer block is no statement; its beginning is shown. */
const LONGEST_BLOCK = 2_000;
/** What a block needs besides its text. */
const BLOCK_FRAME = 60;

/** An order to a model that stands in what was read, and where. */
export interface FoundInstruction extends SuspiciousInstruction {
  /** URL of the page, or what else was read. */
  readonly source: string;
}

/** True for a text that reads like an order to a model: no model gets to see it. */
export const isOrder = (text: string): boolean => suspiciousInstructions(text).length > 0;

/** A page without what nobody is shown: menus, hidden text, orders to models, and what goes beyond the space. */
export interface ShownPage {
  readonly page: SitePage;
  readonly title: string | null;
  readonly blocks: readonly TextBlock[];
}

/**
 * What models are shown of pages, each page with an even share of the space. Nothing else can be quoted from them, so
 * nothing else proves a claim.
 */
export function shownPages(pages: readonly SitePage[]): readonly ShownPage[] {
  const share = Math.floor(PAGES_SPACE / Math.max(1, pages.length));
  return pages.map((page) => {
    let left = share;
    const blocks: TextBlock[] = [];
    for (const block of page.evidence.blocks) {
      if (block.hidden || block.aside) continue;
      const text = block.text.slice(0, LONGEST_BLOCK);
      const under = block.headings.at(-1) ?? '';
      if (left < text.length + under.length + BLOCK_FRAME) break;
      if (isOrder(text) || isOrder(under)) continue;
      left -= text.length + under.length + BLOCK_FRAME;
      blocks.push({ ...block, text });
    }
    const title = page.title === null || isOrder(page.title) ? null : page.title;
    return { page, title, blocks };
  });
}
