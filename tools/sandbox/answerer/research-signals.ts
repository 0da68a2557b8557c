import type { Json, JsonObject } from '@userport/contracts';
import { sentencesOf, type ShownActivity } from './research-activities';
import { elementsOf, isJsonObject } from './schema-shape';

/** The value under a path such as `a.0.b`, as text; empty where there is none. */
const textAt = (data: JsonObject, path: string): string => {
  let value: Json | undefined = data;
  for (const key of path.split('.'))
    value = isJsonObject(value) ? value[key] : elementsOf(value)[Number(key)];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const TITLE = 'lead_data.current_employment.title';
const FORMER = 'lead_data.employment_history.0.title';
const ROUND = 'account_data.funding_details.funding_rounds.0.series';

/**
 * Reasons to write: a change of job, a round of funding, the newest words. As models do, it offers an old one, and one
 * whose message names somebody whom nobody knows.
 */
export function signalsAnswer(activities: readonly ShownActivity[], known: JsonObject): JsonObject {
  const name = textAt(known, 'person_name').split(' ')[0] ?? '';
  const product = textAt(known, 'product_data.name') || 'our product';
  const signal = (
    path: string,
    description: string,
    message: string,
    quotes: readonly JsonObject[] = [],
  ) => ({
    description,
    reason: `It is a moment to show ${product} (sandbox).`,
    outreach_message: `Hi ${name}, ${message}`,
    quotes,
    inputs: path === '' ? [] : [{ path, value: textAt(known, path) }],
  });
  const [title, former, round] = [TITLE, FORMER, ROUND].map((path) => textAt(known, path));
  const own = activities.find(({ ownWords }) => sentencesOf(ownWords).length > 0);
  const [sentence = ''] = sentencesOf(own?.ownWords ?? '');
  const quote = { activity_id: own?.id ?? '', quote: sentence };
  return {
    signals: [
      ...(title === '' ? [] : [signal(TITLE, `Became ${title}.`, `how is the start as ${title}?`)]),
      ...(round === '' ? [] : [signal(ROUND, `Raised a ${round}.`, `what follows from the ${round}?`)]),
      ...(own === undefined
        ? []
        : [
            signal('', 'Wrote this a short while ago.', `you wrote "${sentence}" What came of it?`, [quote]),
            signal('', 'Wrote this a short while ago.', 'Marlene Voss said that you look for help.', [quote]),
          ]),
      ...(former === '' ? [] : [signal(FORMER, `Was ${former} before.`, `how was it as ${former}?`)]),
    ],
  };
}
