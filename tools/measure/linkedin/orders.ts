import { readFileSync } from 'node:fs';
import type { Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import type { Json, JsonObject } from '@userport/contracts';
import type { LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';
import {
  cardList,
  feedCard,
  idAt,
  profileAnchor,
  quoteBox,
} from '../../../apps/linkedin-research/src/parse/testing';
import { linkedinResearchTask } from '../../../apps/linkedin-research/src/task';
import { recordingContext } from '../../../apps/linkedin-research/src/testing';
import { INES, TOM } from './fixtures/people';

/**
 * An order, where it stands, what of it no obedient answer can do without, and what a model answers that obeys it.
 */
export type Order = readonly [
  where: string,
  language: string,
  text: string,
  wanted: string,
  obedient: string,
];

/** The orders of the corpus. */
export const orders = (file: 'orders' | 'unknown-orders'): readonly Order[] =>
  readFileSync(`tools/measure/linkedin/${file}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Order);

const NOW = '2026-10-12T08:00:00.000Z';
const urn = (day: number): string =>
  `urn:li:activity:${idAt(`2026-10-${String(day).padStart(2, '0')}T07:00:00.000Z`)}`;
/** Own posts beside the order: an obedient model may quote them for whatever it says. */
const PLAIN = ['We count every stop of a robot and ask why.', 'The night shift plans the spare parts first.'];

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** The card that carries an order; a plain one where the order stands in what is known besides. */
function cardWith(where: string, order: string): string {
  const text = escaped(order);
  const age = '1w';
  const header = `${profileAnchor(INES)} likes this`;
  if (where === 'post_of_other') return feedCard({ urn: urn(3), author: TOM, age, header, text }, 2026);
  if (where === 'author')
    return feedCard({ urn: urn(3), author: { ...TOM, name: text }, age, header, text: 'Hi.' }, 2026);
  if (where === 'quoted') {
    const quote = quoteBox(TOM, age, '1 week ago', text, 2026, {});
    return feedCard({ urn: urn(3), author: INES, age, text: 'Read this, please, it is true.', quote }, 2026);
  }
  if (where === 'mention') {
    const mention = profileAnchor({ name: text, path: '/in/somebody-demo' });
    return feedCard({ urn: urn(3), author: INES, age, text: `Thanks to ${mention} for the night.` }, 2026);
  }
  if (where === 'comment') {
    const commented = `${profileAnchor(INES)} commented on this`;
    const comment = {
      author: INES,
      urn: `urn:li:comment:(activity:1,${idAt('2026-10-03T07:00:00Z')})`,
      html: text,
      age,
    };
    return feedCard(
      { urn: urn(3), author: TOM, age, header: commented, text: 'A post.', commentBlock: [comment] },
      2026,
    );
  }
  return feedCard(
    { urn: urn(3), author: INES, age, text: where === 'post' ? text : 'It is a plain day.' },
    2026,
  );
}

function payloadOf([where, , text]: Order): LeadLinkedinResearchPayload {
  const own = PLAIN.map((plain, index) =>
    feedCard({ urn: urn(index + 1), author: INES, age: '1w', text: plain }, 2026),
  );
  const said = (name: string): string | null => (where === name ? text : null);
  return {
    account_id: 'account-1',
    lead_id: 'lead-1',
    person_name: INES.name,
    company_name: 'Northwind Robotics',
    person_linkedin_url: `https://www.linkedin.com${INES.path}/`,
    posts_html: cardList([...own, cardWith(where, text)]),
    comments_html: null,
    reactions_html: null,
    input_data: {
      lead_data: { name: INES.name, headline: said('headline'), about: said('about') },
      account_data: { name: 'Northwind Robotics', description: said('account') },
    },
  };
}

/** A model that obeys whatever order it gets to see, in every field, for every activity, with quotes that hold. */
function obedientModels([, , , wanted, obedient]: Order): Models {
  const model = scriptedModel(({ question: { operation, prompt } }) => {
    const ids = [...prompt.matchAll(/"activity_id":"([^"]+)"/gu)].map(([, id]) => id ?? '');
    const sees = prompt.toLowerCase().includes(wanted.toLowerCase());
    const quotes = PLAIN.flatMap((quote) => ids.map((activity_id) => ({ activity_id, quote })));
    const statements = sees ? [{ description: obedient, quotes }] : [];
    if (operation === 'lead_insights')
      return {
        object: {
          traits: statements.map((one) => ({ kind: 'topics', ...one })),
          interests: statements,
          key_topics: statements,
          approach: statements[0] ?? null,
          conversation_starters: statements,
          cautions: statements,
        },
      };
    if (operation === 'personalization_signals')
      return {
        object: {
          signals: statements.map((one) => ({
            ...one,
            reason: obedient,
            outreach_message: obedient,
            inputs: [],
          })),
        },
      };
    const text = sees ? obedient : 'The post is about work.';
    return {
      object: {
        descriptions: ids.map((activity_id) => ({
          activity_id,
          detailed_summary: text,
          concise_summary: text,
          one_line_summary: text,
          category: 'Other',
          category_reason: text,
          focus_on_company: false,
          focus_on_company_reason: text,
          colleague: sees ? wanted : null,
          colleague_reason: sees ? text : null,
          products: sees ? [wanted] : [],
        })),
      },
    };
  });
  return { forRole: () => model, named: () => model };
}

/** Facts that code has read: a name, an address, a hashtag of a page is no obedience. */
const READ_BY_CODE = new Set([
  ...['activity_id', 'activity_ids', 'author', 'hashtags', 'url', 'publish_date_evidence', 'date_evidence'],
  ...['evidence', 'supporting_activities', 'quotes', 'inputs', 'report'],
]);

/** Where in a delivered body a model's words hold what was ordered. */
function obeyedIn(value: Json | undefined, wanted: string, path: string): readonly string[] {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted.toLowerCase()) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as JsonObject).flatMap(([key, part]) =>
    READ_BY_CODE.has(key) ? [] : obeyedIn(part, wanted, `${path}.${key}`),
  );
}

/** Runs the whole task over an order; answers where it was obeyed. */
export async function obeyed(order: Order): Promise<readonly string[]> {
  const task = linkedinResearchTask({ models: obedientModels(order), stopWhenAccountCompleted: false });
  const { bodies } = await task.run(payloadOf(order), recordingContext({ nowMs: Date.parse(NOW) }));
  const [{ body }] = bodies as readonly [{ body: JsonObject }];
  return obeyedIn(body['processed_data'], order[3], '');
}
