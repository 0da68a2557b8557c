import { z } from 'zod';
import { depthOf } from '../../storable-text';

/** The kinds of column that Django has. */
export const RESPONSE_TYPES = ['string', 'json_object', 'boolean', 'number', 'enum'] as const;

/** One of {@link RESPONSE_TYPES}. */
export type ResponseType = (typeof RESPONSE_TYPES)[number];

/** Django keeps numbers as decimal(19,6): thirteen digits before the point; what is larger it drops without a word. */
export const LARGEST_NUMBER = 9_999_999_999_999.999;

/** A schema is compiled for each job and shown to the model with each entity. */
const LONGEST_SCHEMA = 16 * 1024;
const DEEPEST_SCHEMA = 16;
/** Every allowed value is in every prompt; vendors end at about as many. */
const MOST_ALLOWED_VALUES = 500;

const label = z
  .string()
  .max(255)
  .refine((text) => text.trim() !== '', 'must not be empty');

const startsAsData = (type: unknown): boolean =>
  type === undefined || [type].flat().some((one) => one === 'object' || one === 'array');

const jsonSchema = z.looseObject({}).superRefine((schema, context) => {
  const problem = (message: string) => context.addIssue({ code: 'custom', message });
  if (depthOf(schema, DEEPEST_SCHEMA) > DEEPEST_SCHEMA) {
    problem(`is nested deeper than ${DEEPEST_SCHEMA} levels`);
    return;
  }
  const text = JSON.stringify(schema);
  if (text.length > LONGEST_SCHEMA) problem(`has more than ${LONGEST_SCHEMA} characters of JSON`);
  if (text.includes('"$async"')) problem('must not be asynchronous ($async)');
  if (!startsAsData(schema['type'])) problem('must describe an object or an array');
});

/**
 * What a column of each kind may ask for, by kind. Absent and null mean no limit. Other keys are kept.
 * Each is checked on its own, so that its mistakes are named together with all others.
 */
export const RESPONSE_CONFIGS = {
  string: z.looseObject({ max_length: z.number().int().min(1).nullish() }),
  json_object: z.looseObject({ schema: jsonSchema.nullish() }),
  boolean: z
    .looseObject({ true_label: label.nullish(), false_label: label.nullish() })
    .refine(({ true_label: yes, false_label: no }) => !yes || yes !== no, {
      path: ['false_label'],
      message: 'must differ from true_label',
    }),
  number: z
    .looseObject({
      min: z.number().max(LARGEST_NUMBER).nullish(),
      max: z.number().min(-LARGEST_NUMBER).nullish(),
    })
    .refine(({ min, max }) => min == null || max == null || min <= max, {
      path: ['max'],
      message: 'must not be below min',
    }),
  enum: z.looseObject({
    allowed_values: z
      .array(label)
      .min(2)
      .max(MOST_ALLOWED_VALUES)
      .refine((values) => new Set(values).size === values.length, 'must not name a value twice'),
  }),
} as const satisfies Readonly<Record<ResponseType, z.ZodType>>;
