import type { ScriptedCall } from '@userport/ai/testing';
import { RetryableError, TerminalError } from '@userport/errors';
import type { JsonObject } from '@userport/contracts';
import { openInProcess as sandbox } from '../../../tools/sandbox/in-process';
import {
  openPlace as openPlaceOn,
  type PlaceSettings,
  refused,
  type Wire,
  type WireRequest,
} from './whole-account.suite';

type Settings = Omit<PlaceSettings, 'sandbox'>;
const openPlace = (settings: Settings = {}) => openPlaceOn({ sandbox, ...settings });

const FIELDS = [
  ...['company_name', 'employee_count', 'industry', 'location', 'website', 'linkedin_url', 'technologies'],
  ...['tech_profile', 'funding_details', 'company_type', 'founded_year', 'customers', 'competitors'],
  ...['recent_events', 'analysis_summary'],
];

const only =
  (holds: (request: WireRequest) => boolean, answer: () => Response): Wire =>
  (request) =>
    holds(request) ? answer() : undefined;

const isReader = ({ endpoint }: WireRequest): boolean => endpoint === 'reader';
const isSearch = ({ endpoint }: WireRequest): boolean => endpoint === 'search';
const isBuiltwith = ({ vendor }: WireRequest): boolean => vendor === 'builtwith';
const isBrightdata = ({ vendor }: WireRequest): boolean => vendor === 'brightdata';

const failingModel =
  (error: TerminalError | RetryableError, operations?: readonly string[]) =>
  ({ question }: ScriptedCall) =>
    operations === undefined || operations.includes(question.operation) ? { error } : undefined;

const blocked = new TerminalError('The model refused.', { code: 'prompt_blocked' });
const busy = new RetryableError('The model is busy.', { code: 'vendor_busy' });

/** The last attempt, which makes do with what there is. */
async function lastAttempt(settings: Settings) {
  const place = openPlace(settings);
  const outcome = await place.deliver({ maxRetries: 1 });
  const body = place.sent.at(-1)?.body ?? {};
  return { outcome: outcome.name, body, processed: (body['processed_data'] ?? {}) as JsonObject, place };
}

const missingSteps = (processed: JsonObject): string[] =>
  ((processed['notes'] as JsonObject)['missing'] as { step: string }[]).map(({ step }) => step).sort();
const nulls = (processed: JsonObject): string[] => FIELDS.filter((field) => processed[field] === null).sort();

/** What the sandbox's companies do not have, whoever fails. */
const NEVER = ['funding_details'];

describe('a vendor that fails alone', () => {
  it.each<[string, Settings, string[], string[]]>([
    ['the reader', { wire: only(isReader, () => refused(503)) }, ['site'], ['analysis_summary']],
    ['the search', { wire: only(isSearch, () => refused(503)) }, ['linkedin_search', 'profile'], []],
    [
      'BuiltWith',
      { wire: only(isBuiltwith, () => refused(500, 'Internal error')) },
      ['technologies'],
      ['tech_profile'],
    ],
    [
      'Bright Data',
      { wire: only(isBrightdata, () => refused(503)) },
      ['market_search', 'records'],
      ['company_type', 'competitors', 'industry', 'linkedin_url'],
    ],
    [
      'the model',
      { model: failingModel(blocked) },
      ['analysis', 'market_search', 'site_claims'],
      ['analysis_summary', 'competitors', 'customers', 'recent_events'],
    ],
    [
      'the model of the search',
      { model: failingModel(busy, ['account_market_search']) },
      ['market_search'],
      ['competitors'],
    ],
    [
      'BuiltWith, without a key',
      { environment: { BUILTWITH_API_KEY: '' } },
      ['technologies'],
      ['tech_profile'],
    ],
    [
      'Bright Data, without a key',
      { environment: { BRIGHTDATA_API_KEY: '' } },
      ['market_search', 'records'],
      ['company_type', 'competitors', 'industry', 'linkedin_url'],
    ],
    [
      'Jina, without a key',
      { environment: { JINA_API_KEY: '' } },
      ['linkedin_search', 'site'],
      ['analysis_summary'],
    ],
  ])('%s costs its fields, as explicit nulls, and not the job', async (_who, settings, missing, lost) => {
    const { outcome, body, processed } = await lastAttempt(settings);
    expect([outcome, body['status']]).toEqual(['delivered', 'completed']);
    expect(missingSteps(processed)).toEqual(missing);
    expect(Object.keys(processed)).toEqual(expect.arrayContaining(FIELDS));
    expect(nulls(processed)).toEqual(expect.arrayContaining([...NEVER, ...lost].sort()));
    // Nothing is invented in the place of what is lost, and no list is emptied.
    expect(FIELDS.filter((field) => JSON.stringify(processed[field]) === '[]')).toEqual([]);
  });

  it.each<[string, Settings]>([
    ['the reader', { wire: only(isReader, () => refused(503)) }],
    ['Bright Data', { wire: only(isBrightdata, () => refused(503)) }],
    ['the model', { model: failingModel(busy) }],
  ])(
    '%s is tried again while there are attempts, and nothing is told to Django yet',
    async (_who, settings) => {
      const place = openPlace(settings);
      expect(await place.deliver()).toMatchObject({ name: 'retry', error: { code: 'steps_failed' } });
      expect(place.sent).toEqual([]);
    },
  );
});

describe('all vendors at once', () => {
  const all: Settings = { wire: () => refused(503), model: failingModel(busy) };

  it('are a retry, then a failure with every reason', async () => {
    expect((await openPlace(all).deliver()).name).toBe('retry');
    const { outcome, body, place } = await lastAttempt(all);
    expect([outcome, body['status'], body['completion_percentage']]).toEqual(['failed', 'failed', 100]);
    const details = body['error_details'] as JsonObject;
    expect(details).toMatchObject({ error_type: expect.any(String) as unknown, retryable: true });
    expect(details['message']).toMatch(/linkedin_search: .*market_search: .*site: .*technologies: /s);
    expect(place.sent).toHaveLength(1);
  });
});

describe('a site', () => {
  const site = (data: JsonObject): Settings => ({
    wire: only(isReader, () =>
      refused(200, { code: 200, status: 20_000, data: { usage: { tokens: 9 }, ...data } }),
    ),
  });
  const url = 'https://northwind-robotics.example/';

  it('behind a wall of robots proves nothing, and the record of the profile still does', async () => {
    const warning =
      'This page maybe requiring CAPTCHA, please make sure you are authorized to access this page.';
    const html = '<h1>Northwind Robotics</h1><p>We employ 777 people.</p>';
    const { processed } = await lastAttempt(site({ url, html, warning }));
    expect(processed['employee_count']).not.toBe(777);
    expect(JSON.stringify(processed['evidence'])).not.toContain('"quoted"');
  });

  it('that refuses strangers is a gap with its reason', async () => {
    const warning = 'Target URL returned error 403: Forbidden';
    const { processed } = await lastAttempt(site({ url, content: '# 403', warning }));
    expect(missingSteps(processed)).toContain('site');
  });

  it('is dead where the reader says so, and unread where nobody could look', async () => {
    const stateOf = async (settings: Settings) => {
      const { processed } = await lastAttempt(settings);
      return ((processed['notes'] as JsonObject)['identity'] as JsonObject)['site_state'];
    };
    const missing = { url, content: '# 404', warning: 'Target URL returned error 404: Not Found' };
    expect(await stateOf(site(missing))).toBe('dead');
    expect(await stateOf({ wire: only(isReader, () => refused(503)) })).toBe('unread');
    expect(await stateOf({ environment: { JINA_API_KEY: '' } })).toBe('unread');
  });

  it('in Japanese, and one of images alone, come to an end with what can be known', async () => {
    const japanese = `<html lang="ja"><title>ノースウィンド</title><p>当社は2014年に設立されました。従業員数は420人です。</p></html>`;
    expect((await lastAttempt(site({ url, html: japanese }))).outcome).toBe('delivered');
    const images = `<h2>Our customers</h2>${'<img alt="Tarnweave logo" src="/a.png">'.repeat(3)}`;
    const { processed } = await lastAttempt(site({ url, html: images }));
    expect(processed['linkedin_url']).toBe('https://www.linkedin.com/company/northwind-robotics-demo');
  });

  it('that leads to another company shows nothing of that', async () => {
    const html = '<html lang="en"><title>Tarnweave</title><p>Tarnweave was founded in 1999.</p></html>';
    const { processed } = await lastAttempt(site({ url: 'https://tarnweave.example/', html }));
    expect(JSON.stringify(processed)).not.toContain('1999');
  });
});
