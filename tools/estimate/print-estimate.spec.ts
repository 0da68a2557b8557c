import type { JobEstimate } from './estimate-job';
import { asJson, asText } from './print-estimate';

const estimate: JobEstimate = {
  taskName: 'custom_column',
  day: '2026-11-24',
  maxRetries: 3,
  lines: [
    {
      vendor: 'gemini',
      operation: 'column_value',
      model: 'gemini-3.8-flash',
      calls: { least: 2, most: 2 },
      usd: { least: 0.0001, most: 0.02 },
    },
    {
      vendor: 'jina',
      operation: 'reader',
      calls: { least: 0, most: 3 },
      usd: { least: 0, most: 0.0005 },
      keptServe: true,
    },
  ],
  total: {
    calls: { least: 2, most: 5 },
    usd: { least: 0.0001, most: 0.0205 },
    allAttemptsUsd: 0.0615,
    unpriced: [],
  },
};

describe('asText', () => {
  it('shows each kind of call and the sum as intervals', () => {
    expect(asText(estimate)).toBe(
      [
        'custom_column: nothing was called.',
        '',
        'vendor  operation     model             calls   US dollars',
        'gemini  column_value  gemini-3.8-flash  2       0.00010 to 0.02000',
        'jina    reader                          0 to 3  0.00000 to 0.00050  or nothing, where kept answers serve',
        'in all                                  2 to 5  0.00010 to 0.02050',
        '',
        'Prices of 2026-11-24, by the table of 2026-11-23. The upper end: every answer as long as it may be, 8 queries a search.',
        'An attempt that fails may pay again: 3 attempts are at most 0.06150.',
      ].join('\n'),
    );
  });

  it('says what has no known price, and nothing of attempts where there is one', () => {
    const unpriced = { ...estimate.total, unpriced: ['gemini column_value'] };
    const text = asText({ ...estimate, maxRetries: 1, total: unpriced });
    expect(text).toContain('No price is known of: gemini column_value.');
    expect(text).not.toContain('attempt');
  });
});

describe('asJson', () => {
  it('keeps the noise of adding fractions out', () => {
    const [line] = estimate.lines;
    const noisy = { ...estimate, lines: line ? [{ ...line, usd: { least: 0.1 + 0.2, most: 0.5 } }] : [] };
    expect(asJson(noisy)).toMatchObject({ calls: [{ usd: { least: 0.3, most: 0.5 } }] });
  });

  it('tells the same with both ends of every interval', () => {
    expect(asJson(estimate)).toMatchObject({
      name: 'estimate',
      task_name: 'custom_column',
      calls: [
        { operation: 'column_value', calls: { least: 2, most: 2 }, kept_answers_serve: false },
        { operation: 'reader', model: null, usd: { least: 0, most: 0.0005 }, kept_answers_serve: true },
      ],
      total: { usd: { least: 0.0001, most: 0.0205 }, max_retries: 3, all_attempts_usd: 0.0615 },
    });
  });
});
