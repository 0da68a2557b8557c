import type { Json } from '@userport/contracts';

/** A piece of data that a prompt shows. */
export interface Block {
  /** As the prompt names it; empty when it does not. */
  readonly name: string;
  readonly text: string;
  /** The text as JSON, where it is JSON. */
  readonly data: Json | undefined;
}

/** A prompt taken apart. */
export interface PromptParts {
  /** The question inside what is asked, if it is marked as one; else all that is asked. */
  readonly question: string;
  /** The blocks of data, in order. */
  readonly blocks: readonly Block[];
}

/** Blocks of these names hold the asker's own words; every other block holds data. */
const OWN_BLOCKS = /^(question|column|task|instructions?|rules?|format|request)$/i;

/** `[begin WORD NUMBER KIND: NAME]`, the content, `[end WORD NUMBER]`, each on lines of its own. */
const FENCED = /^\[begin (\w+) (\d+) (\w+): (.*)\]\n([\s\S]*?)\n\[end \1 \2\]$/gm;

/** `<name>` to `</name>`, and three backticks to three backticks; what is not closed reaches to the end. */
const TAGGED =
  /<([a-z][\w-]*)(?:\s[^<>]*)?>([\s\S]*?)(?:<\/\1[^>]*>|$(?![\s\S]))|```[\w-]*\n([\s\S]*?)(?:```|$(?![\s\S]))/gi;

const jsonIn = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

interface Raw {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

const takeOut = (
  prompt: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => Raw,
): readonly [string, Raw[]] => {
  const taken = [...prompt.matchAll(pattern)].map(read);
  return [prompt.replace(pattern, '\n'), taken];
};

const fromFenced = ([, , , kind = '', name = '', text = '']: RegExpExecArray): Raw => ({ kind, name, text });
const fromTagged = ([, tag, inner, fenced]: RegExpExecArray): Raw => ({
  kind: tag ?? 'data',
  name: tag ?? '',
  text: (inner ?? fenced ?? '').trim(),
});

const questionIn = (asked: string, own: readonly Raw[]): string => {
  for (const { text } of own) {
    const data = jsonIn(text);
    const question =
      typeof data === 'object' && data !== null && 'question' in data ? data.question : undefined;
    if (typeof question === 'string') return question;
  }
  const marked = own.find(({ kind }) => /question/i.test(kind))?.text;
  const line = /^[\s#*>-]*(?:the )?question\W{1,4}(\S.*)$/im.exec(asked)?.[1];
  return (marked ?? line ?? [asked, ...own.map(({ text }) => text)].join('\n')).trim();
};

/** Separates what is asked from what is only shown, so that nothing shown can count as asked. */
export function partsOf(prompt: string): PromptParts {
  const [behindFences, fenced] = takeOut(prompt, FENCED, fromFenced);
  // Whoever fences blocks with a word of his own writes no others; a tag in what remains is part of a question.
  const [asked, tagged] = fenced.length > 0 ? [behindFences, []] : takeOut(behindFences, TAGGED, fromTagged);
  const all = [...fenced, ...tagged];
  const own = all.filter(({ kind }) => OWN_BLOCKS.test(kind));
  const data = all.filter(({ kind, name }) => !OWN_BLOCKS.test(kind) && !/^earlier answer$/.test(name));
  return {
    question: questionIn(asked.trim(), own),
    blocks: data.map(({ name, text }) => ({ name, text, data: jsonIn(text) })),
  };
}
