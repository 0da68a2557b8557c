import { scoreDistribution } from './distribution';

const leads = (scores: readonly (number | null)[]) =>
  scores.map((fit) => ({ fit, qualified: (fit ?? 0) >= 60 }));

describe('scoreDistribution', () => {
  it('counts a score on an edge upwards', () => {
    expect(scoreDistribution(leads([0, 39, 40, 59, 60, 79, 80, 100]))).toMatchObject({
      distribution: { excellent: 2, good: 2, moderate: 2, low: 2 },
      score_ranges: { '80-100': 2, '60-80': 2, '40-60': 2, '0-40': 2 },
    });
  });

  // Mean (10 + 20 + 60 + 90) / 4 = 45; element 2 of the sorted list = 60; variance (1225 + 625 + 225 + 2025) / 4.
  it('has mean, upper median, population variance and skew', () => {
    expect(scoreDistribution(leads([90, 10, 60, 20]))).toMatchObject({
      metrics: {
        average_score: 45,
        median_score: 60,
        qualified_rate: 0.5,
        total_leads: 4,
        qualified_leads: 2,
      },
      statistics: {
        min_score: 10,
        max_score: 90,
        score_variance: 1025,
        score_distribution_skew: 'left_skewed',
      },
    });
  });

  it.each([
    [[50, 50, 50], 'normal'],
    [[10, 10, 40], 'right_skewed'],
    [[10, 40, 40], 'left_skewed'],
  ])('calls %j %s', (scores, skew) => {
    expect(scoreDistribution(leads(scores))['statistics']).toMatchObject({ score_distribution_skew: skew });
  });

  // 100 / 3 and the variance of 0, 0, 100.
  it('rounds to four places', () => {
    expect(scoreDistribution(leads([0, 0, 100]))).toMatchObject({
      metrics: { average_score: 33.3333, qualified_rate: 0.3333 },
      statistics: { score_variance: 2222.2222 },
    });
  });

  it('has zeros and no statistics without leads', () => {
    expect(scoreDistribution([])).toEqual({
      distribution: { excellent: 0, good: 0, moderate: 0, low: 0 },
      score_ranges: { '80-100': 0, '60-80': 0, '40-60': 0, '0-40': 0 },
      metrics: { average_score: 0, median_score: 0, qualified_rate: 0, total_leads: 0, qualified_leads: 0 },
    });
  });

  it('counts leads without a score, and gives them no place in means', () => {
    expect(scoreDistribution(leads([null, 50]))).toMatchObject({
      metrics: { average_score: 50, total_leads: 2 },
      distribution: { low: 0, moderate: 1 },
    });
  });
});
