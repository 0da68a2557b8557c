import type { Finding } from './column-value';
import { RetryableError, TerminalError } from '@userport/errors';
import { usageFacts } from './usage-facts';
import { emptyContextRow, errorRow, foundRow } from './value-row';

const column = { id: 'column-1' };
const usage = usageFacts([]);

const finding = (more: Partial<Finding> = {}): Finding => ({
  value: 1250,
  confidence: 0.8,
  raw: { value: 1250, rationale: 'The profile says 1250.', confidence: 0.8, missing: '', quotes: [] },
  material: 'profile https://northwind-robotics.example/about',
  quotes: { evidence: [{ quote: '1250 robots', part: 'company' }], notFound: 1 },
  search: undefined,
  check: undefined,
  model: 'gemini-3.8-flash',
  vendor: 'gemini',
  repaired: false,
  cleanedCharacters: 2,
  cutCharacters: 0,
  ...more,
});

const searchedUsage = {
  vendor: 'gemini',
  model: 'gemini-3.8-flash',
  inputTokens: 1,
  cachedInputTokens: 0,
  outputTokens: 1,
  searchQueries: 1,
  costUsd: 0,
};
const source = { url: 'https://northwind-robotics.example/about', title: 'About' };
const search = (grounded: boolean): NonNullable<Finding['search']> => ({
  text: 't',
  grounded,
  sources: grounded ? [source] : [],
  supports: [],
  queries: ['q'],
  usage: searchedUsage,
});
const check = (more: Partial<NonNullable<Finding['check']>>): NonNullable<Finding['check']> => ({
  status: 'validated_correct',
  reason: 'The page says so.',
  value: 1250,
  corrected: false,
  confidence: 0.9,
  sources: [source],
  ...more,
});

describe('foundRow', () => {
  it('stores the value in the field of its kind, with its evidence and model', () => {
    expect(foundRow(column, 'e1', 'value_number', finding(), usage)).toEqual({
      column_id: 'column-1',
      entity_id: 'e1',
      status: 'completed',
      value_string: null,
      value_json: null,
      value_boolean: null,
      value_number: 1250,
      value_enum: null,
      confidence_score: 0.8,
      rationale: 'The profile says 1250.',
      error_details: null,
      generation_metadata: {
        vendor: 'gemini',
        model: 'gemini-3.8-flash',
        evidence: [{ quote: '1250 robots', part: 'company' }],
        quotes_not_found: 1,
        repaired: false,
        cleaned_characters: 2,
        cut_characters: 0,
        usage,
      },
    });
  });

  it('shows an unknown value as an empty cell that says what was missing', () => {
    const raw = {
      value: null,
      rationale: 'Not told.',
      confidence: 0,
      missing: 'A count of robots.',
      quotes: [],
    };
    const row = foundRow(column, 'e1', 'value_number', finding({ value: null, confidence: 0, raw }), usage);
    expect(row).toMatchObject({
      status: 'completed',
      value_number: null,
      confidence_score: 0,
      rationale: 'Not told.\n\nMissing: A count of robots.',
      error_details: null,
    });
  });

  it('puts the sources of a search under the rationale as links', () => {
    const row = foundRow(column, 'e1', 'value_number', finding({ search: search(true) }), usage);
    expect(row.rationale).toBe(
      'The profile says 1250.\n\nSources:\n- [About](https://northwind-robotics.example/about)',
    );
    expect(row.generation_metadata).toMatchObject({
      search: { grounded: true, queries: ['q'], sources: [source], model: 'gemini-3.8-flash' },
    });
  });

  it('marks an answer from memory', () => {
    const row = foundRow(column, 'e1', 'value_number', finding({ search: search(false) }), usage);
    expect(row.rationale).toBe(
      'From the memory of the model: no web search stands behind this answer.\n\nThe profile says 1250.',
    );
  });

  it.each([
    ['validated_correct', false, '**Checked by search: confirmed.** The page says so.'],
    ['validated_incorrect', false, '**Checked by search: contradicted.** The page says so.'],
    [
      'validated_incorrect',
      true,
      '**Checked by search: contradicted.** The value was replaced by the one that the search tells. The page says so.',
    ],
    [
      'insufficient_data',
      false,
      '**Checked by search: neither confirmed nor contradicted.** The page says so.',
    ],
    ['validation_failed', false, '**Not checked by search.** The page says so.'],
  ] as const)(
    'puts the verdict %s (corrected: %s) first and never among errors',
    (status, corrected, note) => {
      const row = foundRow(
        column,
        'e1',
        'value_number',
        finding({ check: check({ status, corrected }) }),
        usage,
      );
      expect(row.rationale?.split('\n')[0]).toBe(note);
      expect(row.rationale).toContain('- [About](https://northwind-robotics.example/about)');
      expect(row.error_details).toBeNull();
      expect(row.generation_metadata).toMatchObject({
        search_validation: { validation_status: status, corrected, sources: [source] },
      });
    },
  );

  it('takes images and foreign links out of texts and rationales', () => {
    const evil = 'Good ![x](https://evil.example/i.png) [site](https://evil.example)';
    const raw = { value: evil, rationale: evil, confidence: 1, missing: '', quotes: [] };
    const row = foundRow(column, 'e1', 'value_string', finding({ value: evil, raw }), usage);
    expect([row.value_string, row.rationale]).toEqual(['Good x site', 'Good x site']);
  });

  it('stores null rather than nothing', () => {
    const row = foundRow(
      column,
      'e1',
      'value_string',
      finding({ value: '![](https://evil.example/i)' }),
      usage,
    );
    expect(row.value_string).toBeNull();
  });
});

describe('emptyContextRow', () => {
  it('is an unknown value without a model', () => {
    expect(emptyContextRow(column, 'e1')).toMatchObject({
      status: 'completed',
      confidence_score: 0,
      error_details: null,
      generation_metadata: null,
      rationale: expect.stringContaining('its context is empty') as string,
    });
  });
});

describe('errorRow', () => {
  it.each([
    [
      new TerminalError('The vendor withholds it.', { code: 'answer_blocked' }),
      'The vendor withholds it.',
      'answer_blocked',
      false,
    ],
    [new RetryableError('Busy.', { code: 'rate_limited' }), 'Busy.', 'rate_limited', true],
    [
      new TypeError('x is undefined'),
      'Something unexpected went wrong; the log of the function has more.',
      'unexpected',
      true,
    ],
  ])('tells %s in words for people', (error, words, type, retryable) => {
    const row = errorRow(column, 'e1', error, usage);
    expect(row.status).toBe('error');
    expect(row.error_details).toEqual({ error: words, error_type: type, retryable });
    expect(row.generation_metadata).toEqual({ usage });
  });
});
