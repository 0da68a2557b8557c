import {
  type CustomColumnPayload,
  RESPONSE_CONFIGS,
  type ResponseType,
} from '@userport/contracts/custom-column';

/** What a value of the column may be, by response type; absent means no limit. */
export type Limits =
  | { readonly type: 'string'; readonly maxLength: number | undefined }
  | { readonly type: 'json_object'; readonly schema: Readonly<Record<string, unknown>> | undefined }
  | {
      readonly type: 'boolean';
      readonly trueLabel: string | undefined;
      readonly falseLabel: string | undefined;
    }
  | { readonly type: 'number'; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly type: 'enum'; readonly allowedValues: readonly string[] };

/** The question of a column, as its author asked it. */
export interface Column {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly question: string;
  readonly examples: readonly unknown[];
  readonly validationRules: readonly unknown[];
  readonly limits: Limits;
  /** The model that the author chose; else the configured ones. */
  readonly model: string | undefined;
  readonly temperature: number;
  readonly useInternet: boolean;
  /** Text values may be Markdown. */
  readonly markdown: boolean;
  readonly useLinkedinActivity: boolean;
  readonly validateWithSearch: boolean;
}

/** What the user interface proposes: facts, not variety. */
const DEFAULT_TEMPERATURE = 0.1;

const LIMITS: { readonly [T in ResponseType]: (config: unknown) => Limits } = {
  string: (config) => ({
    type: 'string',
    maxLength: RESPONSE_CONFIGS.string.parse(config).max_length ?? undefined,
  }),
  json_object: (config) => ({
    type: 'json_object',
    schema: RESPONSE_CONFIGS.json_object.parse(config).schema ?? undefined,
  }),
  boolean: (config) => {
    const { true_label: trueLabel, false_label: falseLabel } = RESPONSE_CONFIGS.boolean.parse(config);
    return { type: 'boolean', trueLabel: trueLabel ?? undefined, falseLabel: falseLabel ?? undefined };
  },
  number: (config) => {
    const { min, max } = RESPONSE_CONFIGS.number.parse(config);
    return { type: 'number', min: min ?? undefined, max: max ?? undefined };
  },
  enum: (config) => ({
    type: 'enum',
    allowedValues: RESPONSE_CONFIGS.enum.parse(config).allowed_values,
  }),
};

/** The author's list, which older columns keep inside the response's configuration. */
const listOf = (own: readonly unknown[] | null | undefined, nested: unknown): readonly unknown[] => {
  if (own !== null && own !== undefined && own.length > 0) return own;
  return Array.isArray(nested) ? nested : [];
};

/** Reads the column out of a payload that its contract has accepted. */
export function columnOf(payload: CustomColumnPayload): Column {
  const { column_config: config, ai_config: ai } = payload;
  const response = config.response_config ?? {};
  return {
    id: payload.column_id,
    name: config.name,
    description: config.description ?? '',
    question: config.question,
    examples: listOf(config.examples, response['examples']),
    validationRules: listOf(config.validation_rules, response['validation_rules']),
    limits: LIMITS[config.response_type](response),
    model: ai?.model ?? undefined,
    temperature: ai?.temperature ?? DEFAULT_TEMPERATURE,
    useInternet: ai?.use_internet ?? false,
    markdown: ai?.unstructured_response ?? false,
    useLinkedinActivity: ai?.use_linkedin_activity ?? false,
    validateWithSearch: ai?.validate_with_search ?? false,
  };
}
