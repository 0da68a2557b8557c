export { type PageContent, readPage, type ReadPageOptions } from './read-page';
export { readMarkdown } from './page-blocks-markdown';
export type { PageData } from './page-data';
export type { BlockKind, PageLink, TextBlock } from './text-block';
export { type CapturedPart, capturedParts, type PartTrouble, type WantPart } from './captured-parts';
export { classNames, findElement, findElements, type Markup, type MarkupElement, shownText } from './markup';
