import { z } from 'zod';
import { depthOf, idText } from '../../storable-text';

/** A captured tab of 400 cards is 4 MiB; whatever is above this was not captured by a person. */
const LARGEST_TAB = 32 * 1024 * 1024;
/** Django's input_data is about eight levels deep; what is far deeper breaks readers that recurse. */
const DEEPEST_INPUT = 64;

const id = idText();
const always = { when: () => true };

const tab = (name: string) =>
  z
    .string()
    .max(LARGEST_TAB)
    .nullish()
    .meta({ description: `The captured list of ${name}, as HTML; null or empty when it was not captured.` });

const inputData = z
  .looseObject({
    lead_data: z.looseObject({}).nullish(),
    account_data: z.looseObject({}).nullish(),
    product_data: z.looseObject({}).nullish(),
  })
  .superRefine((data: unknown, context) => {
    if (depthOf(data, DEEPEST_INPUT) > DEEPEST_INPUT)
      context.addIssue({ code: 'custom', message: `is nested deeper than ${DEEPEST_INPUT} levels` });
  }, always)
  .meta({ description: 'What is known of the lead, the account and the product.' });

/**
 * The create call of `lead_linkedin_research` as Django sends it. Captured pages and free text may hold anything, NULs
 * and lone surrogates included; names and addresses may be empty.
 */
export const leadLinkedinResearchPayload = z.looseObject({
  account_id: id,
  lead_id: id,
  person_name: z.string().max(500).meta({ description: 'May be empty; a missing first name reads "None".' }),
  company_name: z.string().max(500).nullish(),
  person_linkedin_url: z.string().max(2000),
  posts_html: tab('posts'),
  comments_html: tab('comments'),
  reactions_html: tab('reactions'),
  research_request_type: z.string().max(100).nullish(),
  input_data: inputData.nullish(),
  job_id: idText(500).nullish(),
  origin: z.string().max(100).nullish(),
  user_id: z.string().max(200).nullish(),
  attempt_number: z.number().int().min(1).nullish(),
  max_retries: z.number().int().min(1).max(50).nullish(),
});

/** See {@link leadLinkedinResearchPayload}. */
export type LeadLinkedinResearchPayload = z.infer<typeof leadLinkedinResearchPayload>;
