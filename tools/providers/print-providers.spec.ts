import { asJson, asText, priceLine } from './print-providers';
import type { VendorState } from './probe-vendor';

const states: readonly VendorState[] = [
  { title: 'Gemini', keyVariable: 'GEMINI_API_KEY', hasKey: false, probeUsd: 0 },
  {
    title: 'Jina',
    keyVariable: 'JINA_API_KEY',
    hasKey: true,
    probeUsd: 0.00005,
    probed: { reached: false, problem: 'the key was refused (401)' },
  },
  {
    title: 'BuiltWith',
    keyVariable: 'BUILTWITH_API_KEY',
    hasKey: true,
    probeUsd: null,
    probed: { reached: true, tookMs: 12.4, told: { balance: '7 credits' } },
  },
];
const notice = { model: 'gpt-5', namedBy: 'MODEL_REASON', shutsDownOn: '2026-12-11', what: 'choose another' };

describe('priceLine', () => {
  it('says what the probes of the vendors with a key cost', () => {
    expect(priceLine(states)).toBe('Probing: Jina (about $0.00005), BuiltWith (price not known).');
    expect(priceLine(states.slice(0, 1))).toBe('Probing: nobody, since no key is set.');
  });
});

describe('asText', () => {
  it('shows key, reach, balance and price of each vendor, and the names of models', () => {
    expect(asText(states, [notice])).toBe(
      [
        'vendor     variable           key      reachable          balance    a probe costs',
        'Gemini     GEMINI_API_KEY     not set  not asked: no key             free',
        'Jina       JINA_API_KEY       set      no, see below                 about $0.00005',
        'BuiltWith  BUILTWITH_API_KEY  set      yes, 12 ms         7 credits  price not known',
        '',
        'Jina: the key was refused (401)',
        '',
        'model  named by      shuts down  what then',
        'gpt-5  MODEL_REASON  2026-12-11  choose another',
      ].join('\n'),
    );
  });

  it('says that no name is about to go', () => {
    expect(asText(states, [])).toContain('No model name in use is about to be shut down.');
  });
});

describe('asJson', () => {
  it('keeps the noise of fractions out', () => {
    const [first] = states;
    expect(asJson(first ? [{ ...first, probeUsd: 0.00005 * 0.99999999999999 }] : [], [])).toMatchObject({
      vendors: [{ probe_usd: 0.00005 }],
    });
  });

  it('tells the same for machines', () => {
    expect(asJson(states, [notice])).toMatchObject({
      vendors: [
        { vendor: 'Gemini', has_key: false, reachable: null, balance: null },
        { vendor: 'Jina', reachable: false, problem: 'the key was refused (401)' },
        { vendor: 'BuiltWith', reachable: true, took_ms: 12, balance: '7 credits', probe_usd: null },
      ],
      models: [{ model: 'gpt-5', named_by: 'MODEL_REASON', shuts_down_on: '2026-12-11' }],
    });
  });
});
