import { RetryableError, TerminalError } from '@userport/errors';
import { candidatePages, candidatesOf, knownPages, recognisable } from './candidates';
import { companyRecord } from './fake-vendors.suite';

const profile = (slug: string): string => `https://www.linkedin.com/company/${slug}`;

describe('candidatePages', () => {
  it('takes pages of companies, those of the first source first, each once and at most six', () => {
    const found = [profile('b'), 'https://de.linkedin.com/company/A/', 'https://www.linkedin.com/in/x'];
    expect(candidatePages([profile('a')], found)).toEqual([profile('a'), profile('b')]);
    expect(candidatePages('abcdefgh'.split('').map(profile))).toHaveLength(6);
  });
});

describe('knownPages', () => {
  const record = companyRecord({ name: 'Brindle Works' });

  it('gives a page that does not exist no record', () => {
    const gone = { url: profile('gone'), error: new TerminalError('Gone.', { code: 'not_found' }) };
    expect(knownPages([{ url: profile('a'), record }, gone]).map((one) => [one.slug, one.record])).toEqual([
      ['a', record],
      ['gone', null],
    ]);
  });

  it('throws what the vendor could not deliver yet, since that candidate may be the company', () => {
    const late = { url: profile('late'), error: new RetryableError('Later.', { code: 'row_failed' }) };
    expect(() => knownPages([{ url: profile('a'), record }, late])).toThrow('Later.');
  });
});

describe('recognisable', () => {
  it('reads domain, seat and range of size', () => {
    const record = companyRecord({
      website: 'http://www.brindle-works.example/en',
      headquarters: 'Graz, Styria',
      companySize: '1,001-5,000 employees',
    });
    expect(recognisable(record)).toMatchObject({
      domain: 'brindle-works.example',
      city: 'Graz',
      size: [1001, 5000],
    });
    expect(recognisable(companyRecord({ companySize: '10,001+ employees' })).size?.[0]).toBe(10_001);
    expect(recognisable(companyRecord({}))).toMatchObject({ domain: null, city: null, size: null });
  });
});

describe('candidatesOf', () => {
  it('marks the page that the vendor of technologies names', () => {
    const pages = ['a', 'b'].map((slug) => ({ slug, url: profile(slug), record: null }));
    const named = candidatesOf(pages, ['https://linkedin.com/company/b']).map(
      (one) => one.namedByTechnologies,
    );
    expect(named).toEqual([false, true]);
  });
});
