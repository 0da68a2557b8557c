import type { Json, JsonObject } from '@userport/contracts';
import type { World } from '../world/world';

/** What the world says to a question. */
export interface Finding {
  readonly topic: string;
  /** A number, a text, a list of texts, or for a claim whether it holds. */
  readonly value: Json;
  /** Words that data must hold for the value to stand on them, when that is not the value itself. */
  readonly because?: readonly string[];
  /** The same as records, where a list of records may be wanted. */
  readonly items?: readonly JsonObject[];
  /** One sentence that holds the value. */
  readonly sentence: string;
  /** Page of the invented web on which the sentence stands. */
  readonly url: string;
}

/** One thing that can be asked of a company or a person. */
export interface Topic<T> {
  readonly name: string;
  /** Words of a question, or of a field's name, that mean this topic. */
  readonly words: RegExp;
  /** Keys under which a context may tell it. */
  readonly contextKeys: readonly string[];
  readonly find: (of: T, world: World) => Omit<Finding, 'topic'> | undefined;
}

/** Asked often and held by nobody in the invented world: such a question has no answer, whatever else it names. */
export const HELD_BY_NOBODY =
  /\b(e-?mails?|phone|telephone|revenues?|turnover|profit|salary|margin|valuation|share price)\b/i;

/** Names in a sentence: `a, b and c`. */
export const enumerated = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? 'none') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
