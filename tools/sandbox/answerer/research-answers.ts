import type { JsonObject } from '@userport/contracts';
import type { PromptParts } from './prompt-parts';
import { activitiesIn, knownIn, sentencesOf, type ShownActivity } from './research-activities';
import { insightsAnswer } from './research-insights';
import { signalsAnswer } from './research-signals';
import { isJsonObject } from './schema-shape';

const described = ({ id, text }: ShownActivity): JsonObject => {
  const [first = 'Nothing was written.'] = sentencesOf(text);
  return {
    activity_id: id,
    detailed_summary: `${text.slice(0, 400)} (sandbox)`,
    concise_summary: `${first} (sandbox)`,
    one_line_summary: first.slice(0, 120),
    category: /\b(site|hall|open)/iu.test(text) ? 'Company news' : 'Opinion',
    category_reason: `It says: ${first.slice(0, 120)}`,
    focus_on_company: /\b(we|our)\b/iu.test(text),
    focus_on_company_reason: 'It says "we" or "our", or neither (sandbox).',
    colleague: null,
    colleague_reason: null,
    products: [],
  };
};

/** The answer to a question about what somebody did on LinkedIn; undefined for any other question. */
export function researchAnswer(parts: PromptParts, schema: JsonObject): JsonObject | undefined {
  const properties = isJsonObject(schema['properties'] ?? null) ? (schema['properties'] as JsonObject) : {};
  const activities = activitiesIn(parts);
  if (activities === undefined) return undefined;
  if (Object.hasOwn(properties, 'descriptions')) return { descriptions: activities.map(described) };
  if (Object.hasOwn(properties, 'traits')) return insightsAnswer(activities);
  return Object.hasOwn(properties, 'signals') ? signalsAnswer(activities, knownIn(parts)) : undefined;
}
