import { z } from 'zod';
import { depthOf, idText } from '../../storable-text';

/** Django sends five levels; what is far deeper breaks readers that recurse. */
const DEEPEST_PAYLOAD = 32;
/** What a model is told of a product at the most, all fields together. */
const LONGEST_PRODUCT = 64 * 1024;
/** Apollo gives no search more: 500 pages of 100. */
const MOST_EMPLOYEES = 50_000;
/** What enriching costs is bounded whatever a caller asks for. */
const MOST_ENRICHED = 20;

const id = idText();
const text = z.string().nullish();

const product = z
  .looseObject({
    name: text,
    description: text,
    icp_description: text,
    persona_role_titles: z
      .unknown()
      .optional()
      .meta({ description: 'Role titles: {buyers, influencers, end_users}, a list, or a text.' }),
    additional_lead_signals: text,
  })
  .superRefine((given, context) => {
    if (depthOf(given, DEEPEST_PAYLOAD) > DEEPEST_PAYLOAD)
      context.addIssue({ code: 'custom', message: `is nested deeper than ${DEEPEST_PAYLOAD} levels` });
    else if (JSON.stringify(given).length > LONGEST_PRODUCT)
      context.addIssue({ code: 'custom', message: `has more than ${LONGEST_PRODUCT} characters of JSON` });
  });

/**
 * The create call of `lead_identification_apollo` as Django sends it, and the bounds that others may give. What is
 * missing of account or product is the task's to tell, not the border's to refuse.
 */
export const apolloLeadsPayload = z.looseObject({
  account_id: id,
  account_data: z.looseObject({ name: text, website: text }).nullish(),
  product_data: product,
  tenant_id: id.nullish(),
  job_id: idText(500).nullish(),
  max_employees: z
    .number()
    .int()
    .min(1)
    .max(MOST_EMPLOYEES)
    .nullish()
    .meta({ description: 'People to be found; 3,000 when not given.' }),
  max_revealed: z
    .number()
    .int()
    .min(0)
    .max(MOST_EMPLOYEES)
    .nullish()
    .meta({ description: 'People whose LinkedIn address is bought; 100 when not given.' }),
  max_enriched: z
    .number()
    .int()
    .min(0)
    .max(MOST_ENRICHED)
    .nullish()
    .meta({ description: 'People whose profile is bought; 20 when not given.' }),
  budget_usd: z.number().min(0).max(10_000).nullish().meta({ description: 'US dollars for this job.' }),
  attempt_number: z.number().int().min(1).nullish(),
  max_retries: z.number().int().min(1).max(50).nullish(),
});

/** See {@link apolloLeadsPayload}. */
export type ApolloLeadsPayload = z.infer<typeof apolloLeadsPayload>;
