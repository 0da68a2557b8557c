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
  pageTechnologies: null,
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
    expect(evidence['funding_details']).toEqual([
      { item: 'Series A', level: 'record', source: 'brightdata', path: 'funding' },
    ]);
  });

  it('proves each part of the funding by itself', async () => {
    const url = 'https://brindle-works.example/news';
    const total = 'Brindle Works has raised $12 million in total.';
    const round = 'In May 2026 Brindle Works raised a Series B round of $8 million.';
    const page = await sitePageOf(jinaPage(url, `<html lang="en"><p>${total}</p><p>${round}</p></html>`));
    const claim = (field: 'total_funding' | 'funding_round', value: string, quote: string) => ({
      ...{ field, value, quote, source: null, date: null },
    });
    const { facts, evidence } = mergeFacts({
      ...EMPTY,
      pages: [page],
      siteClaims: [
        claim('total_funding', '$12 million', total),
        claim('funding_round', '$8 million', round),
        claim('funding_round', '$9 million', round),
      ],
    });
    expect(facts.funding_details).toMatchObject({
      total_funding: { amount: 12_000_000, currency: 'USD' },
      funding_rounds: [{ series: 'Series B', amount: 8_000_000, currency: 'USD', date: '2026-05' }],
    });
    expect(evidence['funding_details']).toEqual([
      { item: 'total_funding', level: 'quoted', source: url, quote: total },
      { item: 'Series B', level: 'quoted', source: url, quote: round },
    ]);
  });

  it('keeps an amount that nobody can read out, and the rest of the round in', () => {
    const funding = { lastRoundDate: null, lastRoundType: 'Seed', rounds: 1, lastRoundRaised: 'undisclosed' };
    const { facts } = mergeFacts({ ...EMPTY, record: companyRecord({ funding }) });
    expect(facts.funding_details?.funding_rounds).toMatchObject([
      { series: 'Seed', amount: null, currency: null },
    ]);
  });

  it('names the company by its home page, and not where the reader warned of that', async () => {
    const home = await sitePageOf(jinaPage('https://brindle-works.example/', '<p>Looms</p>'));
    const named = mergeFacts({ ...EMPTY, pages: [home] });
    expect(named.facts.company_name).toBe('Brindle Works');
    const warned = { ...home, evidence: { ...home.evidence, warning: 'captcha' } };
    expect(mergeFacts({ ...EMPTY, pages: [warned] }).facts.company_name).toBeNull();
  });

  it('adds technologies that the page gives away, and refuses those that no mark names', async () => {
    const html = '<script src="https://cdn.loomkit.example/v2/loomkit.js"></script><p>Looms</p>';
    const page = await sitePageOf(jinaPage('https://brindle-works.example/', html));
    const mark = 'https://cdn.loomkit.example/v2/loomkit.js';
    const claims = {
      technologies: [
        { name: 'Loomkit', mark },
        { name: 'Weaver', mark },
      ],
    };
    const merged = mergeFacts({ ...EMPTY, pages: [page], pageTechnologies: { page, claims } });
    expect(merged.facts.technologies).toEqual(['Loomkit']);
    expect(merged.refused).toEqual([
      { field: 'technologies', claimed: 'Weaver', reason: 'value_not_in_quote' },
    ]);
  });

  it('proves nothing by what no model was shown', async () => {
    const quote = 'We employ 120 people.';
    const page = await sitePageOf(jinaPage('https://brindle-works.example/', `<nav><p>${quote}</p></nav>`));
    const claim = { field: 'employee_count' as const, value: '120', quote, source: null, date: null };
    expect(mergeFacts({ ...EMPTY, pages: [page], siteClaims: [claim] }).facts.employee_count).toBeNull();
  });

  it('tells events of the last six months, with their date and page', async () => {
    const html = `<html lang="en"><p>On 14 September 2026 Brindle Works opens a mill in Linz.</p>
      <p>On 3 February 2026 Brindle Works opens a shop in Wels.</p></html>`;
    const page = await sitePageOf(jinaPage('https://brindle-works.example/news', html));
    const siteClaims = [
      event('opens a mill in Linz', 'On 14 September 2026 Brindle Works opens a mill in Linz.'),
      event('opens a shop in Wels', 'On 3 February 2026 Brindle Works opens a shop in Wels.'),
    ];
    const { facts, refused } = mergeFacts({ ...EMPTY, pages: [page], siteClaims });
    expect(refused).toMatchObject([{ field: 'recent_events', reason: 'outside_period' }]);
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
