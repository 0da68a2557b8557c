import { foldedName, profileLink, profileOf } from './profile-link';

describe('profileLink', () => {
  it.each([
    'https://www.linkedin.com/in/ines-okafor-demo',
    'http://linkedin.com/in/Ines-Okafor-DEMO/',
    'https://nl.linkedin.com/in/ines-okafor-demo/?trk=x#about',
    'linkedin.com/in/ines-okafor-demo/recent-activity/all/',
    ' /in/ines-okafor-demo/ ',
  ])('reads %s as one person', (href) => {
    expect(profileLink(href)).toEqual({
      kind: 'person',
      slug: 'ines-okafor-demo',
      profileId: null,
      url: 'https://www.linkedin.com/in/ines-okafor-demo/',
    });
  });

  it.each([
    ['/company/northwind-robotics/posts', 'https://www.linkedin.com/company/northwind-robotics/'],
    ['/school/demo', 'https://www.linkedin.com/school/demo/'],
    ['/showcase/demo', 'https://www.linkedin.com/showcase/demo/'],
  ])('reads %s as a company', (href, url) => {
    expect(profileLink(href)).toMatchObject({ kind: 'company', url });
  });

  it('reads letters that the address encodes', () => {
    expect(profileLink('https://www.linkedin.com/in/%C3%A5sa-demo')).toMatchObject({
      slug: 'åsa-demo',
      url: 'https://www.linkedin.com/in/%C3%A5sa-demo/',
    });
  });

  it('finds the inner id in the address or in its query', () => {
    expect(profileLink('/in/ACoAABcD-1')).toMatchObject({ profileId: 'ACoAABcD-1', slug: 'acoaabcd-1' });
    expect(profileLink('/in/ines?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACoAABcD-1')).toMatchObject({
      slug: 'ines',
      profileId: 'ACoAABcD-1',
    });
  });

  it.each([
    '',
    'https://www.linkedin.com/feed/',
    'https://linkedin.com.evil.example/in/x',
    'javascript:alert(1)',
    '/in/',
  ])('finds nobody in %j', (href) => {
    expect(profileLink(href)).toBeUndefined();
  });
});

describe('profileOf', () => {
  it('says null where there is no link', () => {
    expect(profileOf('Ines', undefined)).toEqual({ name: 'Ines', url: null, kind: null });
  });
});

describe('foldedName', () => {
  it.each([
    ['Inès  OKAFOR', 'ines okafor'],
    ['Dr. Greta Lindqvist-Åberg', 'dr greta lindqvist aberg'],
    ['', ''],
  ])('folds %j', (name, folded) => {
    expect(foldedName(name)).toBe(folded);
  });
});
