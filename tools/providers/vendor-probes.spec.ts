import { loadConfig } from '@userport/config';
import { startSandbox } from '../sandbox';
import { probeVendor } from './probe-vendor';
import { VENDOR_PROBES } from './vendor-probes';

describe('VENDOR_PROBES', () => {
  it('reaches every vendor of the sandbox, which tells balances and names of models', async () => {
    const sandbox = await startSandbox();
    const config = loadConfig(['ai', 'providers'], sandbox.environment);
    const ends = await Promise.all(
      VENDOR_PROBES.map(async (probe) => [probe.title, await probeVendor(config, probe, () => 0)] as const),
    );
    await sandbox.stop();
    const called = ends.filter(([, end]) => end !== undefined);
    expect(called.length).toBeGreaterThanOrEqual(5);
    expect(called.filter(([, end]) => end?.reached !== true)).toEqual([]);
    const told = Object.fromEntries(
      called.map(([title, end]) => [title, end?.reached === true ? end.told : {}]),
    );
    expect(told['BuiltWith']).toEqual({ balance: '99250 credits' });
    expect(told['Gemini']?.models).toContain('gemini-3.8-flash');
    expect(told['OpenAI']?.models).toContain('gpt-6-luna');
  });

  it('reads the days of shutdown that OpenAI announces', () => {
    const openai = VENDOR_PROBES.find(({ title }) => title === 'OpenAI');
    const data = [
      { id: 'gpt-5', shutdown_date: '2026-12-11T00:00:00Z' },
      { id: 'gpt-6-luna', shutdown_date: null },
    ];
    expect(openai?.read({ data })).toEqual({
      models: ['gpt-5', 'gpt-6-luna'],
      shutdowns: { 'gpt-5': '2026-12-11' },
    });
  });
});
