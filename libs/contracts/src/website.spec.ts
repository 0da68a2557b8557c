import { isFreeMail, readWebsite, registrableDomain } from './website';
import checks from './website.cases.json';

const read = (text: string | null | undefined) => {
  const reading = readWebsite(text);
  return 'problem' in reading ? reading.problem : reading.website;
};

describe('registrableDomain', () => {
  it.each(checks)('passes the check of the public list for %j', (host, domain) => {
    expect(registrableDomain(host ?? '')).toBe(domain);
  });

  it('has all 82 checks of the public list', () => {
    expect(checks).toHaveLength(82);
  });

  it('counts the private part of the list: everybody has a domain of his own there', () => {
    expect(registrableDomain('quarrystone.github.io')).toBe('quarrystone.github.io');
  });
});

describe('readWebsite', () => {
  it('takes a website with path, query, user and fragment to what is to be opened', () => {
    expect(read(' HTTP://user:pw@WWW.Quarrystone.co.uk./en?x=1#top ')).toEqual({
      url: 'https://www.quarrystone.co.uk./en?x=1',
      host: 'www.quarrystone.co.uk',
      domain: 'quarrystone.co.uk',
      suffixKnown: true,
      fromEmail: false,
    });
  });

  it('marks a suffix that stands on no list, and does not refuse it', () => {
    expect(read('quarrystone.example')).toMatchObject({ domain: 'quarrystone.example', suffixKnown: false });
  });

  it('takes the domain of an e-mail address', () => {
    expect(read('info@quarrystone.example')).toMatchObject({
      url: 'https://quarrystone.example/',
      domain: 'quarrystone.example',
      fromEmail: true,
    });
  });

  it('writes international names in punycode', () => {
    expect(read('https://www.zweibach-präzision.de')).toMatchObject({
      domain: 'xn--zweibach-przision-0qb.de',
    });
  });

  it.each([
    [null, 'missing'],
    [undefined, 'missing'],
    ['   ', 'missing'],
    ['not a website', 'not_a_url'],
    ['ftp://quarrystone.example', 'not_a_url'],
    ['quarrystone', 'not_a_url'],
    ['http://192.0.2.7/', 'ip_address'],
    ['http://[2001:db8::1]/', 'ip_address'],
    ['http://localhost:3000', 'local_host'],
    ['intranet.local', 'local_host'],
    ['co.uk', 'no_domain'],
    ['https://www.linkedin.com/company/quarrystone-demo', 'social_profile'],
    ['facebook.com/quarrystone', 'social_profile'],
    ['somebody@gmail.com', 'free_mail'],
    ['gmx.de', 'free_mail'],
  ])('says of %j: %s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });
});

describe('isFreeMail', () => {
  it('knows the providers of mailboxes for everybody', () => {
    expect([isFreeMail('GMAIL.com'), isFreeMail('quarrystone.example')]).toEqual([true, false]);
  });
});
