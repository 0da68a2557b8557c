import { readFileSync } from 'node:fs';
import { type LockFile, prunedLock } from './pruned-lock';

const manifest = (dependencies: Record<string, string>) => ({
  name: '@userport/app',
  version: '0.0.0',
  engines: { node: '>=22' },
  dependencies,
});

const placesOf = (pruned: object): string[] => Object.keys((pruned as LockFile).packages);

describe('prunedLock', () => {
  const lock: LockFile = {
    packages: {
      '': {},
      'node_modules/a': {
        version: '1.0.0',
        dev: true,
        dependencies: { b: '^1' },
        optionalDependencies: { none: '1' },
      },
      'node_modules/b': { version: '1.5.0', dev: true },
      'node_modules/c': {
        version: '1.0.0',
        dependencies: { b: '^2' },
        peerDependencies: { d: '1', e: '1' },
        peerDependenciesMeta: { e: { optional: true } },
      },
      'node_modules/c/node_modules/b': { version: '2.0.0', dev: true, dependencies: { d: '1' } },
      'node_modules/d': { version: '1.0.0' },
      'node_modules/e': { version: '1.0.0' },
      'node_modules/unused': { version: '1.0.0' },
    },
  };

  it('keeps what is reached, at its place, as a package of its own and not of development', () => {
    const pruned = prunedLock(lock, manifest({ a: '1.0.0' }));
    expect(pruned).toEqual({
      name: '@userport/app',
      version: '0.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': {
          name: '@userport/app',
          version: '0.0.0',
          engines: { node: '>=22' },
          dependencies: { a: '1.0.0' },
        },
        'node_modules/a': {
          version: '1.0.0',
          dependencies: { b: '^1' },
          optionalDependencies: { none: '1' },
        },
        'node_modules/b': { version: '1.5.0' },
      },
    });
  });

  it('finds the nearest of several versions, peers that must be there, and no others', () => {
    expect(placesOf(prunedLock(lock, manifest({ c: '1.0.0' })))).toEqual([
      '',
      'node_modules/c',
      'node_modules/c/node_modules/b',
      'node_modules/d',
    ]);
  });

  it('names what the lock file lacks', () => {
    expect(() => prunedLock(lock, manifest({ missing: '1' }))).toThrow(
      'lacks missing, which @userport/app needs',
    );
  });

  it("prunes the workspace's own lock file to a fraction", () => {
    const own = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
    const places = placesOf(prunedLock(own, manifest({ '@google-cloud/functions-framework': '5.0.5' })));
    expect(places).toContain('node_modules/express');
    expect(places.length).toBeLessThan(Object.keys(own.packages).length / 3);
  });
});
