/** How much one page may hold. */
export interface PageBounds {
  /** At least 1. */
  readonly maxItems: number;
  /** Of the page's list as JSON, its brackets and commas included. The rest of the body comes on top. */
  readonly maxBytes: number;
}

const BRACKETS_BYTES = 2;
const COMMA_BYTES = 1;

const bytesOf = (item: unknown): number => Buffer.byteLength(JSON.stringify(item) ?? 'null');

/**
 * Cuts a list into pages, in order, each as full as its bounds allow. An item that is longer than a whole page gets a
 * page of its own: whether it can be sent at all, `fixBody` decides. No items, no pages. Pure.
 */
export function paginate<T>(
  items: readonly T[],
  { maxItems, maxBytes }: PageBounds,
): readonly (readonly T[])[] {
  const pages: T[][] = [];
  let page: T[] = [];
  let bytes = BRACKETS_BYTES;
  for (const item of items) {
    const itemBytes = bytesOf(item);
    const fits = page.length < maxItems && bytes + COMMA_BYTES + itemBytes <= maxBytes;
    if (page.length > 0 && fits) {
      page.push(item);
      bytes += COMMA_BYTES + itemBytes;
      continue;
    }
    page = [item];
    bytes = BRACKETS_BYTES + itemBytes;
    pages.push(page);
  }
  return pages;
}
