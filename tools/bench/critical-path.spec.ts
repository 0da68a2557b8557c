import { criticalPath } from './critical-path';

describe('criticalPath', () => {
  const graph = { site: [], search: [], pages: ['site'], records: ['site', 'search'], claims: ['records'] };
  const durations: Record<string, number> = {
    site: 100,
    search: 1000,
    pages: 400,
    records: 3000,
    claims: 800,
  };

  it('is the longest way, with its steps', () => {
    expect(criticalPath(graph as never, (step: string) => durations[step] ?? 0)).toEqual({
      totalMs: 4800,
      steps: ['search', 'records', 'claims'],
    });
  });

  it('is the longest step where nothing waits', () => {
    expect(criticalPath({ a: [], b: [] }, (step) => (step === 'a' ? 5 : 3)).totalMs).toBe(5);
  });
});
