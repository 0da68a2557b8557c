import fc from 'fast-check';
import { linkedinCompanyUrl, linkedinPersonUrl } from './linkedin-page';

describe('linkedinCompanyUrl', () => {
  it.each([
    ['https://www.linkedin.com/company/quarrystone', 'https://www.linkedin.com/company/quarrystone'],
    ['http://linkedin.com/company/Quarrystone/', 'https://www.linkedin.com/company/quarrystone'],
    [
      'https://ie.linkedin.com/company/quarrystone/about/?trk=x#a',
      'https://www.linkedin.com/company/quarrystone',
    ],
    [' www.linkedin.com/company/quarrystone ', 'https://www.linkedin.com/company/quarrystone'],
    ['linkedin.com/school/cork-demo', 'https://www.linkedin.com/school/cork-demo'],
    ['linkedin.com/showcase/PlanBench', 'https://www.linkedin.com/showcase/planbench'],
    [
      'https://www.linkedin.com/company/zweibach-pr%C3%A4zision',
      'https://www.linkedin.com/company/zweibach-pr%c3%a4zision',
    ],
  ])('takes %s for %s', (address, page) => {
    expect(linkedinCompanyUrl(address)).toBe(page);
  });

  it.each([
    ...[
      '',
      'quarrystone',
      'https://www.linkedin.com/in/ines-okafor-demo',
      'https://www.linkedin.com/company/',
    ],
    ...[
      'https://linkedin.com.evil.example/company/x',
      'https://evil.example/company/x',
      'ftp://linkedin.com/company/x',
    ],
    ...['https://notlinkedin.com/company/x', 'javascript:alert(1)'],
  ])('refuses %s', (address) => {
    expect(() => linkedinCompanyUrl(address)).toThrow('not a company’s page on LinkedIn');
  });

  it('takes what it gave for the same page', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/), (name) => {
        const page = linkedinCompanyUrl(`linkedin.com/company/${name}`);
        return linkedinCompanyUrl(page) === page;
      }),
    );
  });
});

describe('linkedinPersonUrl', () => {
  it.each([
    'https://www.linkedin.com/in/ines-okafor-demo',
    'http://linkedin.com/in/Ines-Okafor-Demo/',
    'https://nl.linkedin.com/in/ines-okafor-demo/details/experience/?trk=x#a',
    ' www.linkedin.com/in/ines-okafor-demo ',
  ])('takes %s for the same page', (address) => {
    expect(linkedinPersonUrl(address)).toBe('https://www.linkedin.com/in/ines-okafor-demo');
  });

  it.each([
    '',
    'https://www.linkedin.com/in/',
    'https://www.linkedin.com/company/quarrystone',
    'https://www.linkedin.com/sales/lead/ACwAA',
    'https://linkedin.com.evil.example/in/ines-okafor-demo',
    'https://notlinkedin.com/in/ines-okafor-demo',
    'http://127.0.0.1/in/ines-okafor-demo',
    'ftp://linkedin.com/in/ines-okafor-demo',
  ])('refuses %s', (address) => {
    expect(() => linkedinPersonUrl(address)).toThrow('not a person’s page on LinkedIn');
  });

  it('refuses an id in place of a name, and no name that only begins like one', () => {
    expect(() => linkedinPersonUrl('linkedin.com/in/ACoAABinvented_Id-0123')).toThrow('an id of LinkedIn');
    expect(linkedinPersonUrl('linkedin.com/in/acoaab-demo')).toBe('https://www.linkedin.com/in/acoaab-demo');
  });
});
