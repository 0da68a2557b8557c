import { domainNameOf } from './domain-name';

describe('domainNameOf', () => {
  it.each([
    ['quarrystone.example', 'quarrystone.example'],
    ['https://www.Quarrystone.example./pricing?x=1#y', 'quarrystone.example'],
    [' HTTP://app.quarrystone.example:8080/ ', 'app.quarrystone.example'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['www2.quarrystone.co.uk', 'www2.quarrystone.co.uk'],
  ])('takes %s for %s', (website, domain) => {
    expect(domainNameOf(website)).toBe(domain);
  });

  it.each([
    '',
    'localhost',
    'quarrystone',
    'http://127.0.0.1/',
    'http://[::1]/',
    'a b.com',
    'a_b.example',
    'x,y.example',
  ])('refuses %s', (website) => {
    expect(() => domainNameOf(website)).toThrow('The website has no domain to look up.');
  });
});
