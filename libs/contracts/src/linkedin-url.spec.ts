import { linkedinPageOf } from './linkedin-url';

const quarrystone = 'https://www.linkedin.com/company/quarrystone-demo';

describe('linkedinPageOf', () => {
  it.each([
    quarrystone,
    `${quarrystone}/`,
    'http://uk.linkedin.com/company/Quarrystone-Demo/about/?trk=x#top',
    'linkedin.com/company/quarrystone-demo',
  ])('reads %s as one page', (address) => {
    expect(linkedinPageOf(address)).toEqual({ kind: 'company', slug: 'quarrystone-demo', url: quarrystone });
  });

  it('keeps schools and showcases apart, and resolves percent signs', () => {
    expect(linkedinPageOf('linkedin.com/school/x')?.url).toBe('https://www.linkedin.com/school/x');
    expect(linkedinPageOf('linkedin.com/company/zweibach-pr%C3%A4zision')?.slug).toBe('zweibach-präzision');
    expect(linkedinPageOf('linkedin.com/company/100%')?.slug).toBe('100%');
  });

  it.each(['linkedin.com/in/ines', 'https://linkedin.com.example/company/x', 'linkedin.com/company', ''])(
    'knows no page in %j',
    (address) => {
      expect(linkedinPageOf(address)).toBeUndefined();
    },
  );
});
