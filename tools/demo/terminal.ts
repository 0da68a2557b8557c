import { styleText } from 'node:util';
import type { Json } from '@userport/contracts';

/** How a text looks on a terminal. */
export type Style = Parameters<typeof styleText>[0];

/** Width at which a card still fits a terminal of 100 columns. */
const WIDTH = 100;

/** The text in that style, where the output is a terminal. */
export const paint = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout });

/** The text, cut to a width with an ellipsis. */
export const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** The text in lines that fit the terminal, each indented. */
export const wrap = (text: string, indent: number): string => {
  const lines: string[] = [''];
  for (const word of text.replaceAll('\n', ' ').split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length + 1 > WIDTH - indent) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => ' '.repeat(indent) + line).join('\n');
};

/** US dollars, or that nobody knows. */
export const dollars = (value: Json | undefined): string =>
  typeof value === 'number' ? `$${value.toFixed(5)}` : 'price not known';
