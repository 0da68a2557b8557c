import { loadConfig } from '@userport/config';
import type { EstimatedCalls } from '@userport/contracts';
import type { CustomColumnPayload } from '@userport/contracts/custom-column';
import { createLogger } from '@userport/logging';
import { estimate } from './estimate';
import { payloadFor } from './testing';

const AT = new Date('2026-11-24T12:00:00Z');
const log = createLogger({ level: 'error' });

const estimateOf = async (
  payload: CustomColumnPayload,
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly EstimatedCalls[]> =>
  estimate(payload, { config: loadConfig(['ai'], environment), log, at: AT });

const asked = (lines: readonly EstimatedCalls[]): string[] =>
  lines.map(({ vendor, operation, model, calls }) =>
    [vendor, model, operation, `${calls.least}-${calls.most}`].join(' '),
  );

describe('estimate of a custom column', () => {
  it('counts one question an entity, and one more that a broken rule may need', async () => {
    expect(asked(await estimateOf(payloadFor(['e1', 'e2'])))).toEqual([
      'gemini gemini-3.8-flash column_value 2-2',
      'gemini gemini-3.8-flash column_repair 0-2',
    ]);
  });

  it('counts the search, the reading of its prose and the second look where the column wants them', async () => {
    const payload = payloadFor(['e1'], {}, { ai_config: { use_internet: true, validate_with_search: true } });
    expect(asked(await estimateOf(payload))).toEqual([
      'gemini gemini-3.8-flash column_search 1-1',
      'gemini gemini-3.5-flash-lite column_value 1-1',
      'gemini gemini-3.5-flash-lite column_repair 0-1',
      'gemini gemini-3.8-flash column_check_search 0-1',
      'openai gpt-6.1-terra column_check 0-1',
    ]);
  });

  it('takes the model that the payload names, else the configured one', async () => {
    const environment = { MODEL_REASON: 'gpt-6-luna' };
    const named = payloadFor(['e1'], {}, { ai_config: { model: 'gemini-4-argon' } });
    expect((await estimateOf(payloadFor(['e1']), environment))[0]?.model).toBe('gpt-6-luna');
    expect((await estimateOf(named, environment))[0]?.model).toBe('gemini-4-argon');
  });

  it('asks nothing for an entity without a context', async () => {
    const context = { e1: { account_info: { name: 'Northwind Robotics' } }, e2: {} };
    const [value] = await estimateOf(payloadFor(['e1', 'e2', 'e3'], {}, { context_data: context }));
    expect(value?.calls).toEqual({ least: 1, most: 1 });
    expect(await estimateOf(payloadFor(['e1'], {}, { context_data: {} }))).toEqual([]);
  });

  it('prices the longest answer at the upper end: 4,096 tokens and those of the value', async () => {
    const [value] = await estimateOf(payloadFor(['e1'], { response_type: 'boolean' }));
    // 4,096 at 3.75 dollars a million are 0.01536; question and schema come on top.
    expect(value?.usd?.most).toBeGreaterThan(0.01536);
    expect(value?.usd?.most).toBeLessThan(0.018);
    expect(value?.usd?.least).toBeGreaterThan(0);
    expect(value?.usd?.least).toBeLessThan(0.0005);
  });

  it('costs more for a longer context', async () => {
    const long = { e1: { account_info: { name: 'Northwind Robotics', about: 'x'.repeat(8000) } } };
    const [short] = await estimateOf(payloadFor(['e1']));
    const [longer] = await estimateOf(payloadFor(['e1'], {}, { context_data: long }));
    // Two bytes a token at 0.75 dollars a million, at the upper end.
    expect((longer?.usd?.most ?? 0) - (short?.usd?.most ?? 0)).toBeCloseTo(0.003, 4);
  });

  it('knows no price of a model without one', async () => {
    const [value] = await estimateOf(payloadFor(['e1'], {}, { ai_config: { model: 'gemini-3.5-flash' } }));
    expect(value).toMatchObject({ model: 'gemini-3.5-flash', usd: null });
  });
});
