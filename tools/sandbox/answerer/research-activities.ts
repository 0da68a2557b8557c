import type { Json, JsonObject } from '@userport/contracts';
import type { PromptParts } from './prompt-parts';
import { isJsonObject } from './schema-shape';

/** An activity as a prompt shows it. */
export interface ShownActivity {
  readonly id: string;
  readonly ownWords: string;
  /** Own words, else those of the post that it is about. */
  readonly text: string;
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const dataOf = ({ blocks }: PromptParts, block: string): Json | undefined =>
  blocks.find(({ name }) => name === block)?.data;

/** The activities of a prompt; undefined when it has no such block. */
export function activitiesIn(parts: PromptParts): readonly ShownActivity[] | undefined {
  const data = dataOf(parts, 'activities');
  if (!Array.isArray(data)) return undefined;
  return (data as readonly Json[]).filter(isJsonObject).map((one) => ({
    id: textOf(one['activity_id']),
    ownWords: textOf(one['own_words']),
    text: textOf(one['own_words']) || textOf(one['post_text']) || textOf(one['quoted_text']),
  }));
}

/** What a prompt says is known besides. */
export function knownIn(parts: PromptParts): JsonObject {
  const data = dataOf(parts, 'known') ?? null;
  return isJsonObject(data) ? data : {};
}

/** Sentences of at least four words: shorter ones prove nothing. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s|\n/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(/\s+/u).length >= 4);
