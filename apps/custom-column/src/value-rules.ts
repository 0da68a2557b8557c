import type { Json, JsonObject } from '@userport/contracts';

/** What the column says to a value: it fits, as it will be stored, or which rule it breaks. */
export type Judgement =
  { readonly fits: true; readonly value: Json } | { readonly fits: false; readonly broken: string };

/** The key of a stored row that holds values of one kind. */
export type ValueField = 'value_string' | 'value_json' | 'value_boolean' | 'value_number' | 'value_enum';

/** What a column allows: told to the model by `jsonSchema` and `words`, enforced on its answer by `judge`. */
export interface ValueRules {
  readonly field: ValueField;
  /** Schema of the value in an answer, null for unknown included. */
  readonly jsonSchema: JsonObject;
  /** The same in one phrase. */
  readonly words: string;
  /** Tokens that the longest value may need. */
  readonly valueTokens: number;
  /** Judges anything but null; never throws. A broken rule is named in words fit for the model and for people. */
  judge(value: unknown): Judgement;
}
