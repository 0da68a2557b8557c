import { factsOf } from './facts';
import { lookupResult } from './schemas';

const MS = Date.UTC(2026, 10, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
const facts = (result: object) =>
  factsOf('q.example', lookupResult.parse({ Lookup: 'q.example', ...result }));
const technologies = (...paths: object[]) => facts({ Result: { Paths: paths } }).technologies;

describe('factsOf', () => {
  it('knows nothing of a domain without a result, and says so', () => {
    expect(factsOf('q.example', undefined)).toMatchObject({
      domain: 'q.example',
      isKnown: false,
      companyName: null,
      technologies: [],
      social: [],
    });
  });

  it('reads what stands beside the result', () => {
    expect(
      facts({
        Result: { Spend: 1240 },
        Meta: { CompanyName: 'Quarrystone', Vertical: 'Industrial', City: 'Cork', State: '', Country: 'IE' },
        Attributes: { Employees: 140 },
        FirstIndexed: MS,
        SalesRevenue: 0,
      }),
    ).toMatchObject({
      isKnown: true,
      companyName: 'Quarrystone',
      vertical: 'Industrial',
      city: 'Cork',
      state: null,
      country: 'IE',
      employees: 140,
      monthlySpendUsd: 1240,
      salesRevenueUsd: null,
      firstIndexed: '2026-11-01T00:00:00.000Z',
      lastIndexed: null,
    });
  });

  it('keeps web addresses of social profiles, each once', () => {
    const Social = ['https://twitter.com/q', 'https://twitter.com/q', 'javascript:alert(1)', 'twitter'];
    expect(facts({ Meta: { Social } }).social).toEqual(['https://twitter.com/q']);
  });

  it('merges a technology by its name, whatever its case, over sub-domains and pages', () => {
    const seen = (more: object) => ({ Name: 'React', Tag: 'framework', Categories: ['UI'], ...more });
    expect(
      technologies(
        { Domain: 'q.example', Technologies: [seen({ FirstDetected: MS, LastDetected: MS + DAY_MS })] },
        {
          Domain: 'q.example',
          SubDomain: 'app',
          Technologies: [
            seen({
              Name: 'react',
              Tag: 'javascript',
              Categories: ['UI', 'Library'],
              FirstDetected: MS - DAY_MS,
              LastDetected: MS,
              IsPremium: 'yes',
            }),
          ],
        },
      ),
    ).toEqual([
      {
        name: 'React',
        tags: ['framework', 'javascript'],
        categories: ['UI', 'Library'],
        firstSeen: '2026-10-31T00:00:00.000Z',
        lastSeen: '2026-11-02T00:00:00.000Z',
        isLive: false,
        isPremium: true,
        paths: 2,
      },
    ]);
  });

  it.each([
    ['on the day of the last look', MS, true],
    ['up to a day before it', MS - DAY_MS, true],
    ['earlier', MS - DAY_MS - 1, false],
    ['at an unknown time', undefined, false],
  ])('calls a technology that was seen %s live: %s', (_when, LastDetected, isLive) => {
    const [one] = technologies({ LastIndexed: MS, Technologies: [{ Name: 'React', LastDetected }] });
    expect(one?.isLive).toBe(isLive);
  });

  it('keeps a technology without any date', () => {
    expect(technologies({ Technologies: [{ Name: 'React' }] })).toMatchObject([
      { name: 'React', firstSeen: null, lastSeen: null, tags: [], categories: [], paths: 1 },
    ]);
  });

  it('leaves out what has no name, and takes "maybe" for no yes', () => {
    expect(technologies({ Technologies: [{ Name: ' ' }, { Name: 'A', IsPremium: 'maybe' }] })).toMatchObject([
      { name: 'A', isPremium: false },
    ]);
  });

  it('reads times in seconds, too', () => {
    expect(facts({ FirstIndexed: MS / 1000 }).firstIndexed).toBe('2026-11-01T00:00:00.000Z');
  });
});
