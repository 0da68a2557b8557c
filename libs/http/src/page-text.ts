import { TextDecoder } from 'node:util';

/** A page's text, fit to be stored and shown to a model, and what had to be done to it. */
export interface PageText {
  readonly text: string;
  /** True when there was more than the bound. */
  readonly cut: boolean;
  /** Invisible characters that were removed, and halves of characters that were replaced. */
  readonly cleaned: number;
}

/** A page's bytes as text. */
export interface DecodedPage {
  readonly text: string;
  readonly charset: string;
  /** True when the page names another charset, or none, and holds more than ASCII. */
  readonly guessed: boolean;
}

/** A million characters is some 250,000 tokens: more than any model of ours reads at once. */
const LONGEST_PAGE = 1_000_000;

/** Control and format characters (NUL, direction marks, zero width, tags) and the fillers that show nothing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]/gu;
/** Layout, and the joiners that scripts and emoji need. */
const KEPT = new Set(['\n', '\t', '\u200c', '\u200d']);

/** The first `longest` code units at most, never half of a pair. */
const cutAt = (text: string, longest: number): string => {
  const end = longest > 0 && /[\ud800-\udbff]/.test(text.charAt(longest - 1)) ? longest - 1 : longest;
  return text.slice(0, end);
};

/**
 * Cleans and bounds a page's text: NUL and everything invisible goes, half a surrogate pair becomes U+FFFD, line ends
 * become `\n`.
 */
export function cleanPageText(raw: string, longest = LONGEST_PAGE): PageText {
  // What is far beyond the bound is not looked at: cleaning makes a text shorter, but hardly by half.
  const near = raw.slice(0, 2 * longest);
  let cleaned = 0;
  const lines = near.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n');
  const whole = lines.isWellFormed()
    ? lines
    : lines.replaceAll(/\p{Cs}/gu, () => {
        cleaned += 1;
        return '\ufffd';
      });
  const visible = whole.replaceAll(INVISIBLE, (character) => {
    if (KEPT.has(character)) return character;
    cleaned += 1;
    return '';
  });
  const cut = visible.length > longest || raw.length > near.length;
  return { text: cut ? cutAt(visible, longest) : visible, cut, cleaned };
}

const decoderOf = (charset: string, fatal = false): TextDecoder | undefined => {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return undefined;
  }
};

/** As UTF-8, or undefined when it is none; an end in the middle of a character is forgiven, since pages are cut. */
const asUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
};

const BYTE_ORDER_MARKS = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
] as const;

/** https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding */
const PRESCAN_BYTES = 1024;

const namedCharset = (bytes: Uint8Array, contentType: string): string | undefined => {
  const mark = BYTE_ORDER_MARKS.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return mark[0];
  const head = Buffer.from(bytes.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const named =
    /charset="?\s*([\w.:-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return named === undefined ? undefined : decoderOf(named)?.encoding;
};

/** Charsets whose text looks like plain ASCII or holds NULs: only their name tells them from UTF-8. */
const BELIEVED = /^(utf-16|iso-2022-jp)/;

/** What browsers take pages for that name nothing and are no UTF-8. */
const LAST_RESORT = 'windows-1252';

const hasMoreThanAscii = (bytes: Uint8Array): boolean => bytes.some((byte) => byte > 0x7f);

/**
 * Decodes a page by its own bytes where they tell: text that is valid UTF-8 is UTF-8, whatever the page says. Else by
 * its byte order mark, its content type or its meta tag, and as windows-1252 where none of them helps.
 */
export function decodePage(bytes: Uint8Array, contentType = ''): DecodedPage {
  const named = namedCharset(bytes, contentType);
  const believed = named !== undefined && BELIEVED.test(named);
  const utf8 = believed ? undefined : asUtf8(bytes);
  if (utf8 !== undefined) {
    const guessed = named !== 'utf-8' && hasMoreThanAscii(bytes);
    return { text: utf8, charset: 'utf-8', guessed };
  }
  const charset = named === undefined || named === 'utf-8' ? LAST_RESORT : named;
  return { text: new TextDecoder(charset).decode(bytes), charset, guessed: charset !== named };
}
