import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';
import type { JsonObject } from '@userport/contracts';
import { createAnswerer } from '../../../tools/sandbox/answerer/answerer';
import { decideCallback } from '../../../tools/sandbox/receiver/decide';
import { emptyState, openDirectory } from '../../../tools/sandbox/receiver/django-state';
import { inventedWorld } from '../../../tools/sandbox/world/world';
import { idOf, jsonAnswer, matchRow, openPlace, type Wire } from './whole-job.suite';

const answerer = createAnswerer(inventedWorld);
const model = ({ question, jsonSchema = {} }: ScriptedCall): ScriptedAnswer => ({
  object: answerer.data(question, jsonSchema),
});
const ACCOUNT = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';

const urlAt = (n: number) => `http://www.linkedin.com/in/lead-${n}-demo`;

/** What vendors may tell that Django cannot store as it is, one person each. */
const HOSTILE: readonly JsonObject[] = [
  { first_name: 'x'.repeat(300), last_name: 'é'.repeat(300) },
  { title: 'T'.repeat(900), employment_history: [], headline: '𝕏'.repeat(600) },
  { first_name: 'I\u0000nes', headline: 'half \ud83d of a pair' },
  { first_name: null, last_name: null, name: null, title: null, headline: null },
  { email: 'email_not_unlocked@domain.com', email_status: null, city: null, state: null, country: null },
  { departments: ['master_operations', 'master_sales'], subdepartments: ['x'], functions: null },
  { organization: null, organization_id: null, employment_history: null },
  { seniority: null, departments: null, subdepartments: null },
];

const profile = {
  ...{ full_name: 'Ines', headline: 'H'.repeat(900), summary: 'led recalls\u0000'.repeat(2_000) },
  experiences: Array.from({ length: 400 }, (_, n) => ({
    ...{ title: 'T'.repeat(900), company: `Firm ${n}`, description: 'd'.repeat(9_000) },
    ...{ starts_at: { day: null, month: n % 13, year: 1990 + (n % 30) }, ends_at: { year: 2020 } },
  })),
  education: [{ school: 'S', starts_at: null, ends_at: { day: 31, month: 2, year: 2004 } }],
  ...{ certifications: [{ name: 'C' }], groups: [{ profile_pic_url: null, name: null, url: null }] },
  ...{ volunteer_work: [{ title: 'V' }], recommendations: ['R'] },
};

const wire: Wire = ({ endpoint, ids }) => {
  if (endpoint === 'profile') return jsonAnswer(profile);
  if (endpoint !== 'bulk_match') return undefined;
  const matches = ids.map((id) => {
    const n = Number(id.slice(1));
    return { ...matchRow(n), ...HOSTILE[n % HOSTILE.length] };
  });
  return jsonAnswer({ matches, credits_consumed: ids.length });
};

describe('pages of leads', () => {
  it('are stored by Django whole, whatever vendors tell, under the addresses byte for byte', async () => {
    const people = 41;
    const place = openPlace({ people, wire, model });
    expect(await place.deliver({ account_id: ACCOUNT })).toMatchObject({ name: 'delivered' });
    const state = emptyState();
    const answers = place.pages.map(({ body }) => {
      const { httpStatus, answer, changes } = decideCallback(state, body, openDirectory);
      changes.forEach((change) => change(state));
      return [httpStatus, answer['error'] ?? answer['status']];
    });
    expect(answers).toEqual([
      [200, 'processing'],
      [200, 'processing'],
      [200, 'success'],
    ]);
    const stored = [...state.leads.values()];
    expect(stored.map(({ linkedinUrl }) => linkedinUrl).sort()).toEqual(
      Array.from({ length: people }, (_, n) => urlAt(n)).sort(),
    );
    // Each has its own evaluation, and its own identity at Apollo.
    expect(stored.every(({ lead, evaluation }) => (evaluation as JsonObject)['id'] === lead['id'])).toBe(
      true,
    );
    expect(new Set(stored.map(({ lead }) => lead['id']))).toEqual(
      new Set(Array.from({ length: people }, (_, n) => idOf(n))),
    );
    const personas = stored.map(({ evaluation }) => (evaluation as JsonObject)['persona_match']);
    expect(personas.every((one) => ['buyer', 'influencer', 'end_user', null].includes(one as string))).toBe(
      true,
    );
  });
});
