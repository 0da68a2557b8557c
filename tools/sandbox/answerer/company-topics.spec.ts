import { inventedWorld } from '../world/world';
import { COMPANY_TOPICS } from './company-topics';

const topic = (question: string): string[] =>
  COMPANY_TOPICS.filter(({ words }) => words.test(question)).map(({ name }) => name);

describe('topics of a company', () => {
  it.each([
    ['How many employees does it have?', ['headcount']],
    ['When was the company founded?', ['founded']],
    ['founded year', ['founded']],
    ['Who are the competitors?', ['competitors']],
    ['What is the tech stack?', ['technologies']],
    ['In which country are the headquarters?', ['country', 'headquarters']],
    ['How much funding have investors given?', ['investors', 'funding']],
    ['Is it publicly listed?', ['companyType']],
    ['Who is the CEO?', ['chief executive']],
    ['What is the weather?', []],
  ])('of "%s" are %j', (question, topics) => {
    expect(topic(question)).toEqual(topics);
  });

  it('tell a sentence that holds the value, and a page of the company', () => {
    for (const company of inventedWorld.companies) {
      for (const one of COMPANY_TOPICS) {
        const found = one.find(company, inventedWorld);
        if (found === undefined) continue;
        expect(found.url).toContain(company.domain);
        expect(found.sentence).not.toMatch(/undefined|\[object/);
        if (typeof found.value === 'string' && one.name !== 'companyType')
          expect(found.sentence).toContain(found.value);
      }
    }
  });

  it('have no answer where the company has none', () => {
    const lumenfjord = inventedWorld.companyByDomain('lumenfjord.example');
    const funding = COMPANY_TOPICS.find(({ name }) => name === 'funding');
    expect(lumenfjord && funding?.find(lumenfjord, inventedWorld)).toBeUndefined();
  });
});
