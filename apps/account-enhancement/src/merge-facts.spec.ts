import { sitePageOf } from './company-site';
import { type Material, mergeFacts } from './merge-facts';
import { companyRecord, jinaPage } from './fake-vendors.suite';

const EMPTY: Material = {
  siteNames: ['Brindle Works'],
  domains: ['brindle-works.example'],
  pages: [],
  decision: { accepted: null, reason: 'no_candidates', candidates: [] },
  record: null,
  siteClaims: [],
  market: null,
  technologies: null,
  today: '2026-11-24',
};

const event = (value: string, quote: string, date: string | null = null) => ({
  ...{ field: 'recent_event' as const, value, quote, date },
  source: null,
});

describe('mergeFacts', () => {
  it('shows nothing, and no empty list, where nothing is known', () => {
    const { facts, evidence, qualityScore } = mergeFacts(EMPTY);
    expect(new Set(Object.values(facts))).toEqual(new Set([null]));
    expect([evidence, qualityScore]).toEqual([{}, 0]);
  });

  it('reads the last round of funding out of the record', () => {
    const funding = {
      lastRoundDate: '2024-11-05',
      lastRoundType: 'Series A',
      rounds: 2,
      lastRoundRaised: 'US$ 7.3M',
    };
    const { facts, evidence } = mergeFacts({ ...EMPTY, record: companyRecord({ funding }) });
    expect(facts.funding_details).toMatchObject({
      total_funding: null,
      funding_rounds: [{ series: 'Series A', amount: 7_300_000, currency: 'USD', date: '2024-11-05' }],
    });
    expect(evidence['funding_details']).toMatchObject({ level: 'record', path: 'funding' });
  });

  it('keeps an amount that nobody can read out, and the rest of the round in', () => {
    const funding = { lastRoundDate: null, lastRoundType: 'Seed', rounds: 1, lastRoundRaised: 'undisclosed' };
    const { facts } = mergeFacts({ ...EMPTY, record: companyRecord({ funding }) });
    expect(facts.funding_details?.funding_rounds).toMatchObject([
      { series: 'Seed', amount: null, currency: null },
    ]);
  });

  it('tells events of the last six months, with their date and page', async () => {
    const html = `<html lang="en"><p>On 14 September 2026 Brindle Works opens a mill in Linz.</p>
      <p>On 3 February 2026 Brindle Works opens a shop in Wels.</p></html>`;
    const page = await sitePageOf(jinaPage('https://brindle-works.example/news', html));
    const siteClaims = [
      event('opens a mill in Linz', 'On 14 September 2026 Brindle Works opens a mill in Linz.'),
      event('opens a shop in Wels', 'On 3 February 2026 Brindle Works opens a shop in Wels.'),
    ];
    const { facts } = mergeFacts({ ...EMPTY, pages: [page], siteClaims });
    expect(facts.recent_events).toEqual([
      {
        title: 'opens a mill in Linz',
        description: 'On 14 September 2026 Brindle Works opens a mill in Linz.',
        date: '2026-09-14',
        source: 'https://brindle-works.example/news',
      },
    ]);
  });
});
