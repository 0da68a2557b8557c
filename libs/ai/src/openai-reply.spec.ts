import { readResponse } from './openai-reply';

const facts = { name: 'gpt-6.1-terra', vendor: 'openai', leastThinking: 'none' } as const;
const AT = new Date('2026-11-23T12:00:00Z');
const usage = { input_tokens: 1000, output_tokens: 100 };

const read = (output: readonly object[], extra: object = {}) =>
  readResponse(facts, { id: 'resp_1', status: 'completed', output, usage, ...extra }, AT);
const said = (text: string, annotations?: readonly object[]) => ({ type: 'output_text', text, annotations });
const message = (...content: readonly object[]) => ({ type: 'message', content });

describe('readResponse', () => {
  it('joins the texts of an answer, their sources and their supports', () => {
    const cited = {
      type: 'url_citation',
      start_index: 5,
      end_index: 26,
      url: 'https://a.example',
      title: 'A',
    };
    const reply = read([
      { type: 'reasoning', summary: [] },
      message(said('One. '), said('Two. [a](https://a.example)', [{ ...cited, end_index: 27 }])),
      message(said(' Three.')),
    ]);
    expect(reply).toMatchObject({
      text: 'One. Two. [a](https://a.example) Three.',
      sources: [{ url: 'https://a.example', title: 'A' }],
      supports: [{ start: 5, end: 9, sources: [0] }],
      requestId: 'resp_1',
      stop: undefined,
    });
  });

  it('takes other annotations than cited pages for none', () => {
    const file = { type: 'file_citation', file_id: 'f', index: 1 };
    expect(read([message(said('One.', [file, { type: 'url_citation', url: null }]))])).toMatchObject({
      sources: [],
      supports: [],
    });
  });

  it('charges searches and not the pages that were opened', () => {
    const action = (type: string) => ({ type: 'web_search_call', action: { type } });
    const reply = read([action('search'), action('open_page'), action('find_in_page'), action('search')]);
    expect(reply.usage).toMatchObject({ searchQueries: 2, costUsd: 0.0215 });
  });

  it('tells what was searched for, in either form', () => {
    const search = (action: object) => ({ type: 'web_search_call', action: { type: 'search', ...action } });
    expect(read([search({ queries: ['a', 'b'] }), search({ query: 'c' }), search({})]).queries).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('does not know the cost of a response without usage', () => {
    expect(read([message(said('One.'))], { usage: null }).usage.costUsd).toBeNull();
  });

  it('keeps the words of a refusal to itself', () => {
    expect(read([message({ type: 'refusal', refusal: 'I will not profile Ada.' })])).toMatchObject({
      text: '',
      stop: { code: 'answer_refused', happened: 'the model refused to answer' },
    });
  });

  it('takes a response without a status for one that did not end', () => {
    expect(read([message(said('One.'))], { status: undefined }).stop).toMatchObject({
      code: 'answer_stopped',
    });
  });

  it.each([[{}], ['text'], [null], [{ output: 'none' }], [{ output: [{ content: [] }] }]])(
    'refuses %j',
    (raw) => {
      expect(() => readResponse(facts, raw, AT)).toThrow(
        expect.objectContaining({ name: 'ZodError' }) as Error,
      );
    },
  );
});
