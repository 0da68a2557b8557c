import { loadConfig } from '@userport/config';
import { TerminalError } from '@userport/errors';
import { vendorServer } from './vendor-server.suite';
import { openModels } from './open-models';
import { freeBill } from './testing';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const BOTH = { GEMINI_API_KEY: 'g', OPENAI_API_KEY: 'o' };

const open = (environment: Record<string, string> = BOTH, now = NOW) => {
  const lines: [level: string, message: string, fields: unknown][] = [];
  const log = {
    info: (message: string, fields?: unknown) => void lines.push(['info', message, fields]),
    warn: (message: string, fields?: unknown) => void lines.push(['warn', message, fields]),
  };
  return { lines, ...openModels(loadConfig(['ai'], environment).ai, log, () => now) };
};

describe('openModels', () => {
  it.each([
    ['reason', 'gemini', 'gemini-3.8-flash'],
    ['extract', 'gemini', 'gemini-3.5-flash-lite'],
    ['search', 'gemini', 'gemini-3.8-flash'],
    ['evaluate', 'openai', 'gpt-6.1-terra'],
  ] as const)('gives the role %s its model of the table', (role, vendor, model) => {
    const { forRole, lines } = open();
    expect(forRole(role)).toMatchObject({ vendor, model });
    expect(lines).toEqual([]);
  });

  it.each([
    ['GEMINI_API_KEY', ['gemini-3.8-flash', 'gemini-3.5-flash-lite', 'gemini-3.8-flash', 'gemini-3.8-flash']],
    ['OPENAI_API_KEY', ['gpt-6.1-terra', 'gpt-6-luna', 'gpt-6.1-terra', 'gpt-6.1-terra']],
  ])('makes do with one house when only %s is set', (variable, models) => {
    const { forRole } = open({ [variable]: 'k' });
    const roles = ['reason', 'extract', 'search', 'evaluate'] as const;
    expect(roles.map((role) => forRole(role).model)).toEqual(models);
  });

  it('tells once which model stands in for a role', () => {
    const { forRole, lines } = open({ OPENAI_API_KEY: 'o' });
    forRole('extract');
    forRole('extract');
    expect(lines).toEqual([
      [
        'info',
        'Role extract: gpt-6-luna stands in for gemini-3.5-flash-lite, since gemini has no key.',
        { role: 'extract', model: 'gpt-6-luna' },
      ],
    ]);
  });

  it('prefers the model that configuration names for a role, and minds that it is retired', () => {
    const { forRole, lines } = open({ ...BOTH, MODEL_EXTRACT: 'gpt-4.1-mini', MODEL_REASON: 'gpt-6.2-sol' });
    expect([forRole('extract').model, forRole('reason').model]).toEqual(['gpt-6-luna', 'gpt-6.2-sol']);
    expect(lines).toHaveLength(1);
  });

  it('gives a retired name its successor, with one warning', () => {
    const { named, lines } = open();
    expect(named('gpt-4.1').model).toBe('gpt-6-luna');
    expect(named('gpt-4.1').model).toBe('gpt-6-luna');
    expect(named('gemini-2.5-flash-preview-04-17').model).toBe('gemini-3.5-flash-lite');
    expect(lines).toEqual([
      [
        'warn',
        'Model gpt-4.1 is retired (shuts down on 2027-01-14): gpt-6-luna answers instead. Change the name where it is given.',
        { model: 'gpt-4.1', successor: 'gpt-6-luna', shuts_down_on: '2027-01-14' },
      ],
      [
        'warn',
        'Model gemini-2.5-flash-preview-04-17 is retired (shut down): gemini-3.5-flash-lite answers instead. Change the name where it is given.',
        { model: 'gemini-2.5-flash-preview-04-17', successor: 'gemini-3.5-flash-lite', shuts_down_on: null },
      ],
    ]);
  });

  it('refuses an unknown name by listing the known, and cuts a long one', () => {
    const { named } = open();
    expect(() => named('gpt-99')).toThrow(
      expect.objectContaining({ name: 'TerminalError', code: 'model_unknown' }) as Error,
    );
    expect(() => named('gpt-99')).toThrow(
      /^gpt-99 is no known model\. Known: gemini-4-argon, .*gpt-5\.6-luna\. /,
    );
    expect(() => named('x'.repeat(500))).toThrow(/^x{80} is no known model/);
    expect(() => named('toString')).toThrow(TerminalError);
  });

  it.each([
    ['2027-03-07T12:00:00Z', 0],
    ['2027-03-08T12:00:00Z', 1],
    ['2027-06-01T12:00:00Z', 1],
  ])('warns of a shutdown within 60 days: on %s %d times', (now, times) => {
    const { named, lines } = open(BOTH, Date.parse(now));
    named('gemini-3.1-flash-lite');
    named('gemini-3.1-flash-lite');
    expect(lines).toHaveLength(times);
    if (times > 0) expect(lines[0]?.[1]).toContain('gemini-3.1-flash-lite shuts down on 2027-05-07');
  });

  it('opens without any key and fails the call that needs one', async () => {
    const model = open({}).forRole('search');
    const question = { instructions: 'i', prompt: 'p', maxOutputTokens: 10, operation: 'o' };
    const call = { signal: new AbortController().signal, bill: freeBill() };
    await expect(model.search(question, call)).rejects.toThrow(/GEMINI_API_KEY is not set/);
  });

  it('asks the addresses of configuration', async () => {
    const server = await vendorServer();
    const question = { instructions: 'i', prompt: 'p', maxOutputTokens: 10, operation: 'o' };
    const call = { signal: new AbortController().signal, bill: freeBill() };
    const { forRole } = open({
      ...BOTH,
      GEMINI_BASE_URL: server.url,
      GEMINI_API_VERSION: 'v1beta',
      OPENAI_BASE_URL: `${server.url}/v1`,
    });
    server.answers({ status: 503, json: {} });
    await Promise.allSettled([
      forRole('reason').generateText(question, call),
      forRole('evaluate').generateText(question, call),
    ]);
    expect(server.requests.map((request) => request.path).sort()).toEqual([
      '/v1/responses',
      '/v1beta/models/gemini-3.8-flash:generateContent',
    ]);
    await server.close();
  });
});
