import type { Source } from '@userport/ai';
import { cleanText } from './clean-text';

/** Sources below a rationale; a search that names more was not read to the end either. */
const MOST_SOURCES = 10;

/** `![text](address)`; a reader's browser would fetch the address by itself. */
const IMAGE = /!\[([^[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[^()]{0,300})?\)/g;
const LINK = /(?<!!)\[([^[\]]{0,500})\]\(([^()\s]{1,2000})(?:\s[^()]{0,300})?\)/g;
/** `[name]: address` on a line of its own gives links and images elsewhere their address. */
const LINK_DEFINITION = /^ {0,3}\[[^[\]]{1,500}\]:.*$/gm;

/**
 * Markdown that a model wrote, for a reader's browser: images become their text, since loading one tells a stranger
 * that and what was read; links stay only when their address stands in the material.
 */
export const safeMarkdown = (markdown: string, material: string): string =>
  markdown
    .replace(LINK_DEFINITION, '')
    .replace(IMAGE, '$1')
    .replace(LINK, (whole, label: string, address: string) => (material.includes(address) ? whole : label));

const webAddress = (url: string): string | undefined => {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replaceAll('(', '%28').replaceAll(')', '%29');
};

const linkText = (title: string): string =>
  cleanText(title)
    .text.replace(/[\\[\]`*_<>\s]+/g, ' ')
    .trim();

/** The pages that an answer stands on, as a Markdown list; empty when there are none. */
export function sourceList(sources: readonly Source[]): string {
  const lines = new Map<string, string>();
  for (const { url, title } of sources) {
    const address = webAddress(url);
    if (address === undefined || lines.has(address)) continue;
    lines.set(address, `- [${linkText(title) || new URL(address).host}](${address})`);
  }
  const list = [...lines.values()].slice(0, MOST_SOURCES);
  return list.length === 0 ? '' : `Sources:\n${list.join('\n')}`;
}

/** Paragraphs without the empty ones. */
export const paragraphs = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join('\n\n');
