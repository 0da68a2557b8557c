import { z } from 'zod';
import { budgetField } from '../../budget';
import { depthOf, idText, isUnstorable, reportUnstorable } from '../../storable-text';
import { RESPONSE_CONFIGS, RESPONSE_TYPES } from './response-config';

/** More than Django ever sends at once (a bulk create of leads ends at 1,000); all values are in memory at the end. */
const MOST_ENTITIES = 10_000;
/** The column's own words go into the prompt of every entity, so that each character is paid for each time. */
const LONGEST_COLUMN_CONFIG = 32 * 1024;
/** Django's contexts are about ten levels deep; what is far deeper breaks readers that recurse. */
const DEEPEST_PAYLOAD = 64;

const id = idText();
const flag = z.boolean().nullish();
const always = { when: () => true };

const name = z
  .string()
  .max(500)
  .refine((text) => text.trim() !== '', 'must not be empty');

/** Examples and rules are texts or objects, as the column's author wrote them. */
const list = z.array(z.unknown()).max(50).nullish();

const columnConfig = z
  .looseObject({
    id: id.nullish(),
    name,
    description: z.string().max(10_000).nullish(),
    question: z
      .string()
      .max(10_000)
      .refine((text) => text.trim() !== '', 'must not be empty'),
    response_type: z.enum(RESPONSE_TYPES),
    response_config: z
      .looseObject({})
      .nullish()
      .meta({
        description:
          'string: max_length; json_object: schema; boolean: true_label, false_label; number: min, max; ' +
          'enum: allowed_values, two or more. May also hold examples and validation_rules.',
      }),
    examples: list,
    validation_rules: list,
  })
  .superRefine((config: unknown, context) => {
    if (typeof config !== 'object' || config === null) return;
    const problem = (path: readonly (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message });
    reportUnstorable(config, problem);
    if (depthOf(config, DEEPEST_PAYLOAD) <= DEEPEST_PAYLOAD) {
      const size = JSON.stringify(config).length;
      if (size > LONGEST_COLUMN_CONFIG)
        problem([], `has ${size} characters of JSON; at most ${LONGEST_COLUMN_CONFIG} are allowed`);
    }
    const { response_type: type, response_config: response } = config as Record<string, unknown>;
    const known = RESPONSE_TYPES.find((one) => one === type);
    if (known === undefined) return;
    // Handed on as they are, so that whoever words the refusals words these as well.
    const result = RESPONSE_CONFIGS[known].safeParse(response ?? {}, { reportInput: true });
    for (const issue of result.error?.issues ?? [])
      context.addIssue({ ...issue, path: ['response_config', ...issue.path] });
  }, always);

const aiConfig = z.looseObject({
  model: id.nullish().meta({ description: 'A model by name; else the configured one.' }),
  temperature: z.number().min(0).max(1).nullish(),
  use_internet: flag,
  unstructured_response: flag,
  use_linkedin_activity: flag,
  validate_with_search: flag,
});

const orchestrationData = z
  .looseObject({ next_columns: z.array(id).nullish() })
  .superRefine(
    (data: unknown, context) =>
      reportUnstorable(data, (path, message) =>
        context.addIssue({ code: 'custom', path: [...path], message }),
      ),
    always,
  )
  .meta({ description: 'The chain of columns; sent back unchanged with the last body.' });

const entityIds = z
  .array(id)
  .min(1)
  .max(MOST_ENTITIES)
  .superRefine((ids: unknown, context) => {
    if (!Array.isArray(ids)) return;
    const seen = new Set<unknown>();
    ids.forEach((one: unknown, index) => {
      if (seen.has(one)) context.addIssue({ code: 'custom', path: [index], message: 'is there twice' });
      seen.add(one);
    });
  }, always);

const contextData = z
  .record(z.string(), z.looseObject({}).nullable())
  .superRefine((contexts: unknown, context) => {
    if (typeof contexts !== 'object' || contexts === null) return;
    for (const key of Object.keys(contexts))
      if (isUnstorable(key))
        context.addIssue({ code: 'custom', message: 'has a key with a NUL character or a lone surrogate' });
  }, always)
  .meta({
    description: 'What is known of each entity, by its id. An entity without one has an empty context.',
  });

/**
 * The create call of `custom_column` as Django sends it. Nothing is changed or filled in: what is parsed is what came,
 * unknown keys included. Free text inside `context_data` may hold anything; it is cleaned where it is used.
 */
export const customColumnPayload = z
  .looseObject({
    column_id: id,
    entity_ids: entityIds,
    column_config: columnConfig,
    context_data: contextData,
    tenant_id: id.nullish(),
    ai_config: aiConfig.nullish(),
    batch_size: z.number().int().min(1).max(MOST_ENTITIES).nullish(),
    concurrent_requests: z.number().int().min(1).max(100).nullish(),
    job_id: idText(500).nullish(),
    request_id: idText(500).nullish(),
    orchestration_data: orchestrationData.nullish(),
    attempt_number: z.number().int().min(1).nullish(),
    max_retries: z.number().int().min(1).max(50).nullish(),
    budget_usd: budgetField(),
  })
  .superRefine((payload: unknown, context) => {
    if (depthOf(payload, DEEPEST_PAYLOAD) > DEEPEST_PAYLOAD)
      context.addIssue({ code: 'custom', message: `is nested deeper than ${DEEPEST_PAYLOAD} levels` });
  }, always);

/** See {@link customColumnPayload}. */
export type CustomColumnPayload = z.infer<typeof customColumnPayload>;
