import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';
import type { Json, JsonObject } from '@userport/contracts';
import { decideCallback } from '../../../tools/sandbox/receiver/decide';
import { emptyState, openDirectory } from '../../../tools/sandbox/receiver/django-state';
import { openInProcess as sandbox } from '../../../tools/sandbox/in-process';
import {
  ACCOUNT,
  openPlace as openPlaceOn,
  refused,
  type Wire,
  type PlaceSettings,
} from './whole-account.suite';

type Settings = Omit<PlaceSettings, 'sandbox'>;
const openPlace = (settings: Settings = {}) => openPlaceOn({ sandbox, ...settings });

/** Of each key that Django reads its type, as the contract's table has it. */
const isText = (value: Json): boolean => typeof value === 'string';
const isWhole = (value: Json): boolean => Number.isInteger(value);
const isTexts = (value: Json): boolean => Array.isArray(value) && (value as Json[]).every(isText);
const isObject = (value: Json): boolean => typeof value === 'object' && !Array.isArray(value);
const isEvents = (value: Json): boolean =>
  Array.isArray(value) &&
  (value as JsonObject[]).every((one) =>
    ['title', 'description', 'date', 'source'].every((key) => typeof one[key] === 'string'),
  );

const TYPES: Readonly<Record<string, (value: Json) => boolean>> = {
  ...{ company_name: isText, employee_count: isWhole, industry: isText, location: isText, website: isText },
  ...{ linkedin_url: isText, technologies: isTexts, tech_profile: isObject, funding_details: isObject },
  ...{ company_type: isText, founded_year: isWhole, customers: isTexts, competitors: isTexts },
  ...{ recent_events: isEvents, analysis_summary: isText },
};

/** Bad text of every kind: too long, with a NUL, with half a pair, with letters beyond 16 bits. */
const LONG = `${'é𝕏'.repeat(400)}\u0000 half \ud83d of a pair`;

const hostileRecord = (url: string) => ({
  ...{
    input: { url },
    url,
    name: `Northwind Robotics ${LONG}`,
    website: 'https://northwind-robotics.example',
  },
  ...{ headquarters: `Eindhoven ${LONG}`, country_codes_array: ['NL'], country_code: 'NL' },
  ...{ industries: LONG, organization_type: LONG, employees_in_linkedin: 3e9, founded: 2014.7, about: LONG },
  funding: { last_round_type: LONG, last_round_raised: 'a lot', last_round_date: '2024-11-05', rounds: 1 },
});

const wire: Wire = ({ vendor, endpoint }) => {
  if (vendor === 'brightdata' && endpoint === 'scrape')
    return refused(200, [hostileRecord('https://www.linkedin.com/company/northwind-robotics-demo')]);
  if (vendor !== 'jina' || endpoint !== 'reader') return undefined;
  const items = Array.from({ length: 40 }, (_, n) => `<li>${`Customer ${n} `.repeat(n === 0 ? 40 : 1)}</li>`);
  const html = `<html lang="en"><title>Northwind Robotics</title><h2>Our customers</h2><ul>${items.join('')}</ul>
    <a href="https://www.linkedin.com/company/northwind-robotics-demo">LinkedIn</a>
    <p>${LONG}</p></html>`;
  const data = { url: 'https://northwind-robotics.example/', html, usage: { tokens: 9 } };
  return refused(200, { code: 200, status: 20_000, data });
};

const model = ({ question }: ScriptedCall): ScriptedAnswer | undefined => {
  if (question.operation === 'account_analysis') return { text: LONG };
  if (question.operation !== 'account_site_claims') return undefined;
  const value = 'Customer 0 '.repeat(25).trim();
  const claim = { field: 'customer', value, quote: value, source: null, date: null };
  return { object: { claims: [claim] } };
};

describe('the callbacks of an account', () => {
  it('have every key of the contract, in its type or null, and are stored by Django', async () => {
    const place = openPlace();
    expect(await place.deliver()).toMatchObject({ name: 'delivered' });
    const [{ body }] = place.sent as [(typeof place.sent)[number]];
    const processed = body['processed_data'] as JsonObject;
    const wrong = Object.entries(TYPES).filter(([key, isRight]) => {
      const value = processed[key];
      return value === undefined || (value !== null && !isRight(value));
    });
    expect(wrong).toEqual([]);
    expect(body).toMatchObject({
      ...{ enrichment_type: 'company_info', source: 'jina_ai', status: 'completed', is_partial: false },
      ...{ completion_percentage: 100, lead_id: null, account_id: ACCOUNT },
    });
    const quality = Number(body['quality_score']);
    expect([quality > 0, quality <= 1]).toEqual([true, true]);
    expect((body['metadata'] as JsonObject)['evidence']).toEqual(processed['evidence']);
  });

  it('come in order: progress in whole percents that only grow, then one final body', async () => {
    const place = openPlace();
    await place.deliver();
    const percents = place.progress.map((body) => Number(body['completion_percentage']));
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(percents.every((percent) => Number.isInteger(percent) && percent >= 0 && percent < 100)).toBe(
      true,
    );
    expect(new Set(place.progress.map(({ status }) => status))).toEqual(new Set(['processing']));
    expect(place.sent.map(({ body }) => body['status'])).toEqual(['completed']);
  });

  it('are stored whole by Django, whatever vendors and models tell: cut, cleaned, or null', async () => {
    const place = openPlace({ wire, model });
    expect(await place.deliver({ maxRetries: 1 })).toMatchObject({ name: 'delivered' });
    const state = emptyState();
    const [{ body }] = place.sent as [(typeof place.sent)[number]];
    const { httpStatus, answer, changes } = decideCallback(state, body, openDirectory);
    expect([httpStatus, answer['status']]).toEqual([200, 'success']);
    changes.forEach((change) => change(state));
    const stored = state.accounts.get(ACCOUNT) as { name: string; company_type: string };
    expect(stored.name.length).toBeLessThanOrEqual(255);
    expect(stored.company_type.length).toBeLessThanOrEqual(100);
    const text = JSON.stringify(body);
    expect([text.includes('\\u0000'), /\\ud83d(?!\\ud)/i.test(text)]).toEqual([false, false]);
    const processed = body['processed_data'] as JsonObject;
    // Three thousand millions of people do not fit, and are not cut to something else.
    expect(processed['employee_count']).toBeNull();
    expect((processed['evidence'] as JsonObject)['employee_count']).toBeUndefined();
    expect((processed['customers'] as string[]).every((name) => name.length <= 250)).toBe(true);
  });

  it('keep the lists that Django has, where nothing is known of them', async () => {
    const state = emptyState();
    state.accounts.set(ACCOUNT, { customers: ['Kept'], competitors: ['Kept'], recent_events: ['Kept'] });
    const place = openPlace();
    await place.deliver({ website: 'https://emberlight-candles.example' });
    const [{ body }] = place.sent as [(typeof place.sent)[number]];
    const { changes } = decideCallback(state, body, openDirectory);
    changes.forEach((change) => change(state));
    expect(state.accounts.get(ACCOUNT)).toMatchObject({
      ...{ customers: ['Kept'], competitors: ['Kept'], recent_events: ['Kept'] },
    });
  });
});
