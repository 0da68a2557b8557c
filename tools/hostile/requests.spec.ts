import { sha256Base32 } from '@userport/contracts';
import fc from 'fast-check';
import { hostileRequests, type HostileTarget } from './requests';

const target = (path: string): HostileTarget => ({
  routes: [{ method: 'GET', path }],
  words: ['known'],
  samples: [{}],
  seal: (body) => body,
});

describe('hostileRequests', () => {
  const generate = (seed: number) =>
    fc.sample(hostileRequests([target('/a/{x}'), target('/b')]), { numRuns: 300, seed });
  const requests = generate(1);

  it('makes the same for the same seed, and others for another', () => {
    // Some bodies have a million bytes, which are not compared one by one.
    const told = (all: typeof requests) => all.map((one) => ({ ...one, body: sha256Base32(one.body) }));
    expect(told(generate(1))).toEqual(told(requests));
    expect(told(generate(2))).not.toEqual(told(requests));
  });

  it('asks every server, behind its door and at it', () => {
    const kinds = requests.map((one) => `${one.target} ${one.token === 'good' ? 'good' : 'wrong'}`);
    expect([...new Set(kinds)].sort()).toEqual(['0 good', '0 wrong', '1 good', '1 wrong']);
  });

  it('puts known words and nasty texts into the places of a path', () => {
    const paths = requests.map(({ path }) => path);
    expect(paths).toContain('/a/known');
    expect(paths.some((path) => /^\/a\/%/.test(path))).toBe(true);
    expect(paths.filter((path) => path.includes('{'))).toEqual([]);
  });

  it('uses other methods, wrong lengths and odd headers too', () => {
    const seen = <T>(of: (request: (typeof requests)[number]) => T) => new Set(requests.map(of)).size;
    expect(seen(({ method }) => method)).toBeGreaterThan(10);
    expect(seen(({ framing }) => framing)).toBe(8);
    expect(new Set(requests.flatMap(({ headers }) => headers.map(([name]) => name))).size).toBe(19);
  });

  it('writes nothing into a header or a path that would end its line', () => {
    const texts = requests.flatMap(({ method, path, headers }) => [method, path, ...headers.flat()]);
    expect(texts.filter((text) => /[\r\n]/.test(text))).toEqual([]);
  });
});
