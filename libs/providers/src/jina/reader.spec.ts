import { startReplayServer } from '@userport/http/testing';
import { openKit } from '../provider-kit.suite';
import { createJina } from './jina';
import { pageOf } from './reader';
import { readerAnswer } from './schemas';

const asked = new URL('https://quarrystone.example/pricing');
const pageWith = (data: object, form: 'markdown' | 'html' = 'markdown', cut = false) =>
  pageOf(
    readerAnswer.parse({ data: { url: 'https://quarrystone.example/prices', ...data } }),
    form,
    asked,
    cut,
  );

describe('pageOf', () => {
  it('tells where the page stood in the end', () => {
    expect(pageWith({ content: 'a' }).url).toBe('https://quarrystone.example/prices');
    expect(pageWith({ url: null, content: 'a' }).url).toBe('https://quarrystone.example/pricing');
  });

  it('takes the HTML where that was asked for, else the content', () => {
    const both = { content: '# Prices', html: '<h1>Prices</h1>' };
    expect([pageWith(both, 'markdown').text, pageWith(both, 'html').text]).toEqual([
      '# Prices',
      '<h1>Prices</h1>',
    ]);
    expect(pageWith({ content: 'text of a PDF' }, 'html').text).toBe('text of a PDF');
  });

  it('cleans, bounds and marks what it was given', () => {
    expect(pageWith({ content: 'a\0b\u202e' })).toMatchObject({ text: 'ab', cleaned: 2, cut: false });
    expect(pageWith({ content: 'a'.repeat(2_000_000) })).toMatchObject({ cut: true });
    expect(pageWith({ content: 'a' }, 'markdown', true).cut).toBe(true);
  });

  it('keeps warnings that are no refusal', () => {
    const warning = 'This page maybe requiring CAPTCHA, please make sure you are authorized.';
    expect(pageWith({ content: 'a', warning }).warning).toBe(warning);
  });

  it.each([
    [
      'by label',
      { 'Image 1: logo': 'https://a.example/l.png' },
      [['Image 1: logo', 'https://a.example/l.png']],
    ],
    ['as pairs', [['logo', 'https://a.example/l.png']], [['logo', 'https://a.example/l.png']]],
    ['as addresses', ['https://a.example/l.png'], [['', 'https://a.example/l.png']]],
    ['that are no web addresses', { a: 'data:image/png;base64,AA', b: 'blob:x' }, []],
    ['not at all', null, []],
  ])('reads images told %s', (_how, images, expected) => {
    expect(pageWith({ content: 'a', images }).images.map(({ label, url }) => [label, url])).toEqual(expected);
  });
});

describe('the reader', () => {
  it('marks a page that the vendor cut at the bound of tokens', async () => {
    const json = { data: { content: 'a', usage: { tokens: 500 } } };
    const server = await startReplayServer([{ path: '/', answers: [{ json }] }]);
    const kit = openKit({ JINA_API_KEY: 'k', JINA_READER_BASE_URL: server.url });
    const read = (maxTokens: number) =>
      createJina(kit.parts).read({ url: asked.href, form: 'markdown', maxTokens }, kit.call());
    expect([(await read(500)).cut, (await read(501)).cut]).toEqual([true, false]);
    await server.close();
  });
});
