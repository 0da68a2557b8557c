import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';
import type { JsonObject } from '@userport/contracts';
import type { LeadEvaluation } from '@userport/contracts/apollo-leads';
import { TerminalError } from '@userport/errors';
import { createAnswerer } from '../../../tools/sandbox/answerer/answerer';
import { inventedWorld } from '../../../tools/sandbox/world/world';
import {
  foundRow,
  idOf,
  jsonAnswer,
  matchRow,
  openPlace as openPlaceOf,
  type PlaceSettings,
  type SentPage,
  type Wire,
} from './whole-job.suite';

const answerer = createAnswerer(inventedWorld);
/** Answers as the sandbox's models do. */
const sandboxModel = ({ question, jsonSchema = {} }: ScriptedCall): ScriptedAnswer => ({
  object: answerer.data(question, jsonSchema),
});
const openPlace = (settings: Partial<PlaceSettings> = {}) =>
  openPlaceOf({ model: sandboxModel, ...settings });

type Place = ReturnType<typeof openPlace>;

const dataOf = ({ body }: SentPage) =>
  body['processed_data'] as unknown as {
    readonly stage?: string;
    readonly structured_leads: readonly (JsonObject & { readonly id: string })[];
    readonly all_leads: readonly LeadEvaluation[];
    readonly metrics: JsonObject & { readonly sums: JsonObject; readonly notes: readonly string[] };
  };
const leadsOf = ({ pages }: Place) => pages.flatMap((page) => dataOf(page).structured_leads);
const metricsOf = ({ pages }: Place) => dataOf(pages[0] as SentPage).metrics;
const sumsOf = (place: Place) => metricsOf(place).sums;
const errorOf = ({ pages }: Place) => pages[0]?.body['error_details'];
const onLast = { max_retries: 1 };

/** Answers an endpoint in another way, the others as usual. */
const instead =
  (endpoint: string, answer: Wire): Wire =>
  (request, usual) =>
    request.endpoint === endpoint ? answer(request, usual) : undefined;

const account = (name: string | null, website: string | null) => ({ account_data: { name, website } });
const product = (persona_role_titles: unknown, more: JsonObject = {}) => ({
  product_data: {
    name: 'FleetSense',
    description: 'Monitoring for warehouse robots',
    additional_lead_signals: 'Robot recalls',
    persona_role_titles,
    ...more,
  },
});

describe('an account', () => {
  it.each([
    ['without name and website', account(null, null)],
    ['without a website', account('Northwind Robotics', null)],
    ['whose website is none', account('Northwind Robotics', 'localhost')],
  ])('%s ends the job as failed, in its stage, and nothing is paid', async (_what, more) => {
    const place = openPlace();
    expect(await place.deliver(more)).toMatchObject({ name: 'failed' });
    expect(place.pages).toHaveLength(1);
    expect(place.pages[0]?.body).toMatchObject({
      status: 'failed',
      processed_data: { stage: 'fetching_apollo_org_id' },
    });
    expect(errorOf(place)).toMatchObject({
      error_type: 'TerminalError',
      code: 'account_unsearchable',
      stage: 'fetching_apollo_org_id',
      message: expect.stringContaining('Give the account a website of its own, or enrich it first.'),
    });
    expect([place.requests.length, place.asked.length]).toEqual([0, 0]);
  });

  it('without a name is searched by its website', async () => {
    const place = openPlace({ people: 2 });
    await place.deliver(account(null, 'northwind-robotics.example'));
    expect(leadsOf(place)).toHaveLength(2);
  });
});

describe('a product', () => {
  it.each([
    ['null', null],
    ['an empty object', {}],
    ['empty lists', { buyers: [], influencers: [], end_users: [] }],
    ['an empty text', ''],
    ['numbers', { buyers: [7] }],
  ])('with personas that are %s goes by description and signals, and says so', async (_what, personas) => {
    const place = openPlace({ people: 2 });
    await place.deliver(product(personas));
    expect(metricsOf(place).notes).toContain(
      'The product names no personas: only its description and signals count.',
    );
    expect(leadsOf(place)).toHaveLength(2);
    const evaluations = place.pages.flatMap((page) => dataOf(page).all_leads);
    expect(evaluations.map(({ persona_match: persona }) => persona)).toEqual([null, null]);
  });

  it.each([
    ['objects', { buyers: [{ title: 'VP Operations', departments: ['operations'] }] }],
    ['texts', { buyers: 'VP Operations; COO', influencers: 'Automation Lead' }],
    ['a list', ['VP Operations']],
    ['one text', 'VP Operations'],
  ])('takes personas that are %s', async (_what, personas) => {
    const place = openPlace({ people: 1 });
    await place.deliver(product(personas));
    const [evaluation] = place.pages.flatMap((page) => dataOf(page).all_leads);
    expect(evaluation?.persona_match).toBe('buyer');
  });
});

describe('Apollo', () => {
  it('without such an organization: people are looked for by domain, which is said', async () => {
    const place = openPlace({ people: 2, wire: instead('organization', () => jsonAnswer({})) });
    await place.deliver();
    expect(metricsOf(place).notes).toContain(
      'Apollo knows no such company: people are looked for by domain.',
    );
    expect(leadsOf(place)).toHaveLength(2);
  });

  it('without people: one page without leads', async () => {
    const place = openPlace({ people: 0 });
    await place.deliver();
    expect(place.pages).toHaveLength(1);
    expect(place.pages[0]?.body).toMatchObject({ status: 'completed' });
    expect(sumsOf(place)).toMatchObject({ found: 0, sent: 0 });
  });

  it('with 10,000 people: the first 3,000 are looked at, and the result says so', async () => {
    const place = openPlace({ people: 10_000 });
    await place.deliver({ max_revealed: 5 });
    expect(place.requests.filter(({ endpoint }) => endpoint === 'people_search')).toHaveLength(30);
    expect(sumsOf(place)).toMatchObject({ found: 3_000, sent: 5, not_revealed: 2_995 });
    expect(metricsOf(place).notes).toContain(
      'Apollo counts 10000 people; the first 3000 were looked at (max_employees).',
    );
  });

  it('with 429 of the minute on page 7: it is waited for, and the list is whole', async () => {
    let refusals = 0;
    const wire = instead('people_search', ({ page }) =>
      page === 7 && (refusals += 1) === 1
        ? jsonAnswer({ message: 'The maximum number of api calls is 200 times per minute.' }, 429, {
            'retry-after': '17',
            'x-minute-requests-left': '0',
          })
        : undefined,
    );
    const place = openPlace({ people: 900, wire });
    await place.deliver({ max_revealed: 0 });
    expect(place.clock.sleeps).toContain(17_000);
    expect(sumsOf(place)).toMatchObject({ found: 900, duplicates: 0 });
  });

  it.each([
    ['hour', 1_800],
    ['day', 43_200],
  ])(
    'with 429 of the %s on page 7: the attempt is given back with that delay, the pages stay',
    async (window, delay) => {
      let isUsedUp = true;
      const wire = instead('people_search', ({ page }) =>
        page === 7 && isUsedUp
          ? jsonAnswer({ message: `The maximum number of api calls is 200 times per ${window}.` }, 429, {
              'retry-after': String(delay),
            })
          : undefined,
      );
      const place = openPlace({ people: 900, wire });
      expect(await place.deliver({ max_revealed: 0 })).toMatchObject({
        name: 'retry',
        error: { code: 'rate_limited', retry_after_ms: delay * 1000, stage: 'fetching_employees' },
      });
      expect(place.pages).toEqual([]);
      const before = place.requests.length;
      isUsedUp = false;
      // The kept answers of a day are older than that by now.
      place.clock.advance(25 * 60 * 60 * 1000);
      expect(await place.deliver({ max_revealed: 0 })).toMatchObject({ name: 'delivered' });
      const pagesAsked = place.requests
        .slice(before)
        .flatMap(({ endpoint, page }) => (endpoint === 'people_search' ? [page] : []));
      expect(pagesAsked).not.toContain(1);
      expect(pagesAsked).toContain(7);
      expect(pagesAsked.length).toBeLessThanOrEqual(4);
      expect(sumsOf(place)).toMatchObject({ found: 900, duplicates: 0 });
    },
  );

  it('with a 401 in plain text: the job fails and names the variable', async () => {
    const plain = { 'content-type': 'text/plain' };
    const wire = instead('people_search', () => jsonAnswer('Invalid API key.', 401, plain));
    const place = openPlace({ wire });
    await place.deliver();
    expect(errorOf(place)).toMatchObject({
      code: 'vendor_unauthorized',
      stage: 'fetching_employees',
      message: expect.stringContaining('APOLLO_API_KEY'),
    });
  });

  it('with ids beyond 2^53: every digit stays', async () => {
    const big = (n: number) => `72057594037927${String(n).padStart(3, '0')}`;
    const asNumber = (body: unknown) => JSON.stringify(body).replaceAll(/"(\d{17})"/g, '$1');
    const wire: Wire = ({ endpoint, ids }) => {
      if (endpoint === 'people_search')
        return jsonAnswer(
          asNumber({ total_entries: 2, people: [1, 2].map((n) => ({ ...foundRow(n), id: big(n) })) }),
        );
      if (endpoint !== 'bulk_match') return undefined;
      const matches = ids.map((id) => ({ ...matchRow(Number(id.slice(-3))), id }));
      return jsonAnswer(asNumber({ matches, credits_consumed: ids.length }));
    };
    const place = openPlace({ wire });
    await place.deliver();
    expect(leadsOf(place).map(({ id }) => id)).toEqual([big(1), big(2)]);
  });

  it('with a null organization and employment without dates: everybody is delivered', async () => {
    const rows = [
      { ...matchRow(0), organization: null, organization_id: null },
      { ...matchRow(1), employment_history: [{ title: null, organization_name: null, current: true }] },
      { ...matchRow(2), employment_history: null },
      { ...matchRow(3), employment_history: [{ ...matchRow(3).employment_history[0], start_date: null }] },
    ];
    const wire: Wire = ({ endpoint, ids }) => {
      if (endpoint === 'people_search')
        return jsonAnswer({
          total_entries: 4,
          people: rows.map((_row, n) => ({
            ...foundRow(n),
            organization: null,
            title: n === 3 ? null : 'COO',
          })),
        });
      if (endpoint !== 'bulk_match') return undefined;
      return jsonAnswer({ matches: ids.map((id) => rows[Number(id.slice(1))]), credits_consumed: 4 });
    };
    const place = openPlace({ wire });
    await place.deliver();
    expect(leadsOf(place)).toHaveLength(4);
  });

  it('that tells of nobody: a miss is free, counted, and said of each', async () => {
    const wire = instead('bulk_match', ({ ids }) =>
      jsonAnswer({ matches: ids.map(() => null), credits_consumed: 0 }),
    );
    const place = openPlace({ people: 3, wire });
    await place.deliver();
    expect(sumsOf(place)).toMatchObject({
      sent: 0,
      not_revealed: 3,
      not_revealed_reasons: { 'unknown to the vendor': 3 },
    });
    expect((await place.costOf()).units['credits']).toBe(1);
  });

  it('with an address that Django has no room for, and with none: the others are delivered, and the sums say so', async () => {
    const wire = instead('bulk_match', ({ ids }) => {
      const urls = [`http://www.linkedin.com/in/${'x'.repeat(600)}`, null, matchRow(2).linkedin_url];
      const matches = ids.map((id) => {
        const n = Number(id.slice(1));
        return { ...matchRow(n), linkedin_url: urls[n] };
      });
      return jsonAnswer({ matches, credits_consumed: ids.length });
    });
    const place = openPlace({ people: 3, wire });
    await place.deliver();
    expect(leadsOf(place).map(({ id }) => id)).toEqual([idOf(2)]);
    expect(sumsOf(place)).toMatchObject({
      ...{ found: 3, sent: 1, without_url: 1, refused: 1 },
      refused_reasons: { 'LinkedIn address too long': 1 },
    });
  });

  it('out of credits from the start: waits, and at the last attempt fails with the reason', async () => {
    const wire = instead('bulk_match', () => jsonAnswer({ error: 'You have insufficient credits' }, 422));
    const waiting = openPlace({ people: 3, wire });
    expect(await waiting.deliver()).toMatchObject({ name: 'retry', error: { code: 'quota_exhausted' } });
    const place = openPlace({ people: 3, wire });
    await place.deliver(onLast);
    expect(errorOf(place)).toMatchObject({ code: 'quota_exhausted', stage: 'enriching_leads' });
    // Who was found, and why nobody was revealed, can be looked up all the same.
    const kept = (await place.materialsOf()).find(({ step }) => step === 'leads_1');
    const { leads } = kept?.raw as { leads: { revealed: string }[] };
    expect(leads.map(({ revealed }) => revealed)).toEqual(Array.from({ length: 3 }, () => 'quota_exhausted'));
  });

  it('that refuses ten of thirty for good: the others are delivered, and the ten say why', async () => {
    const wire = instead('bulk_match', ({ ids }) =>
      ids.includes(idOf(15)) ? jsonAnswer({ error: 'No.' }, 422) : undefined,
    );
    const place = openPlace({ people: 30, wire });
    await place.deliver();
    expect(sumsOf(place)).toMatchObject({
      sent: 20,
      not_revealed: 10,
      not_revealed_reasons: { vendor_refused: 10 },
    });
  });
});

describe('a model', () => {
  const judging = (answer: ScriptedAnswer) => (call: ScriptedCall) =>
    call.question.operation === 'lead_judgements' ? answer : sandboxModel(call);
  const headlines = (place: Place) =>
    place.pages.flatMap((page) => dataOf(page).all_leads).map(({ internal_analysis: analysis }) => analysis);

  it('whose batch fails for good: everybody is delivered, and what was not judged says so', async () => {
    const blocked = new TerminalError('Blocked.', { code: 'prompt_blocked' });
    const place = openPlace({ people: 3, model: judging({ error: blocked }) });
    await place.deliver();
    expect(leadsOf(place)).toHaveLength(3);
    expect(headlines(place)[0]).toContain('Not judged: prompt_blocked.');
    expect(metricsOf(place)['ai_errors']).toBeGreaterThan(0);
  });

  it('that invents ids, answers twice for one lead and writes a score as text: nobody is lost, nothing is believed', async () => {
    const said = [
      { item: 'i99', yes: [{ criterion: 'signal_1', field: 'headline', words: 'Runs robots' }], no: [] },
      { item: 'i1', yes: [], no: ['signal_1'] },
      { item: 'i1', yes: [{ criterion: 'signal_1', field: 'headline', words: 'Runs robots' }], no: [] },
      { item: 'i2', yes: [{ criterion: 'signal_77', field: 'headline', words: 'robots' }], no: ['x'] },
    ].map((entry) => ({ ...entry, fit_score: '97' }));
    const model = judging({ object: { judged: said, score: '97' } });
    const place = openPlace({ people: 3, model });
    await place.deliver({ max_enriched: 0 });
    expect(leadsOf(place)).toHaveLength(3);
    const matching = place.pages
      .flatMap((page) => dataOf(page).all_leads)
      .flatMap(({ matching_signals: signals }) => signals);
    expect(matching.filter((signal) => signal.includes('Runs robots'))).toEqual([]);
  });
});

describe('the provider of profiles', () => {
  it('out of credits in the middle: everybody is delivered, and each says why there is no profile', async () => {
    let profiles = 0;
    const wire = instead('profile', () =>
      (profiles += 1) > 5 ? jsonAnswer({ message: 'Not enough credits' }, 403) : undefined,
    );
    const place = openPlace({ people: 30, wire });
    await place.deliver();
    expect(leadsOf(place)).toHaveLength(30);
    expect(metricsOf(place)).toMatchObject({ enriched_leads: 5, enrichment_errors: 15 });
    const kept = (await place.materialsOf()).find(({ step }) => step === 'leads_1');
    const { leads } = kept?.raw as { leads: { enriched: string }[] };
    expect(leads.filter(({ enriched }) => enriched === 'quota_exhausted')).toHaveLength(15);
    const { units } = await place.costOf();
    expect([units['credits'], units['refusals']]).toEqual([1 + 30 + 5, 15]);
  });

  it('without a key: everybody is delivered without profiles', async () => {
    const place = openPlace({ people: 3, environment: { ENRICHLAYER_API_KEY: '' } });
    await place.deliver();
    expect(leadsOf(place)).toHaveLength(3);
    expect(metricsOf(place)).toMatchObject({ enriched_leads: 0, enrichment_errors: 3 });
  });

  it('that knows a page of nobody: a miss is free and no error', async () => {
    const place = openPlace({ people: 3, wire: instead('profile', () => jsonAnswer({ code: 404 }, 404)) });
    await place.deliver();
    expect(metricsOf(place)).toMatchObject({ enriched_leads: 0, enrichment_errors: 0 });
    const { units } = await place.costOf();
    expect([units['credits'], units['misses']]).toEqual([1 + 3, 3]);
  });
});
