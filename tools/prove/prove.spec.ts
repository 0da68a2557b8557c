import { jobsOf, type Options, prove } from './prove';

const options: Options = {
  ...{
    layers: ['A'],
    random: undefined,
    all: false,
    seed: 5,
    path: undefined,
    jobs: 1,
    seconds: 120,
    afresh: false,
  },
  say: () => undefined,
};

describe('jobsOf', () => {
  it('cuts random runs into jobs of 1,000, each with a seed of its own', () => {
    const jobs = jobsOf('C', { ...options, random: 2500 });
    expect(jobs).toEqual([
      { layer: 'C', seed: 5, runs: 1000 },
      { layer: 'C', seed: 1_000_008, runs: 1000 },
      { layer: 'C', seed: 2_000_011, runs: 500 },
    ]);
    expect(jobsOf('C', options)).toHaveLength(20);
  });

  it('makes one run again by its path', () => {
    expect(jobsOf('C', { ...options, random: 1, path: '3:1' })).toEqual([
      { layer: 'C', seed: 5, runs: 1, path: '3:1' },
    ]);
  });

  it('gives every part of the other layers once', () => {
    const parts = jobsOf('A', options).map((job) => ('part' in job ? job.part : -1));
    expect(parts).toEqual(Array.from({ length: 16 }, (_, part) => part));
  });
});

describe('prove', () => {
  it('counts nothing, and finds no violation, where no layer is asked for', async () => {
    const { rows, plants, broken } = await prove({ ...options, layers: [] });
    expect(rows.map(({ value }) => value).slice(0, 3)).toEqual([0, 0, 0]);
    expect([plants, broken]).toEqual([[], []]);
  });
});
