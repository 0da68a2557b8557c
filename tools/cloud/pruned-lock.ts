/** One installed package, as npm's lock file (version 3) has it. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** npm's lock file, version 3: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/** The part of a manifest that a lock file repeats. */
export interface DeployManifest {
  readonly name: string;
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Where Node finds a package from a place: the nearest folder upwards. */
const placeOf = (lock: LockFile, from: string, name: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (place in lock.packages) return place;
    if (at === '') return undefined;
  }
};

const wantedBy = (
  one: LockedPackage,
): { readonly must: readonly string[]; readonly may: readonly string[] } => {
  const peers = Object.keys(one.peerDependencies ?? {});
  const isOptional = (name: string): boolean => one.peerDependenciesMeta?.[name]?.optional === true;
  return {
    must: [...Object.keys(one.dependencies ?? {}), ...peers.filter((name) => !isOptional(name))],
    may: Object.keys(one.optionalDependencies ?? {}),
  };
};

/**
 * The lock file of a deploy folder: of the workspace's, exactly what the folder's manifest reaches, at the same
 * versions. Nothing is asked of a registry.
 * @throws Error naming a package that the workspace's lock file lacks
 */
export function prunedLock(lock: LockFile, manifest: DeployManifest): object {
  const { name, version, engines, dependencies } = manifest;
  const kept = new Map<string, LockedPackage>();
  const visit = (from: string, wanted: readonly string[], isOptional: boolean): void => {
    for (const one of wanted) {
      const place = placeOf(lock, from, one);
      const entry = place === undefined ? undefined : lock.packages[place];
      if (place === undefined || entry === undefined) {
        if (isOptional) continue;
        throw new Error(`package-lock.json lacks ${one}, which ${from === '' ? name : from} needs.`);
      }
      if (kept.has(place)) continue;
      const { dev: _dev, ...rest } = entry;
      kept.set(place, rest);
      const { must, may } = wantedBy(entry);
      visit(place, must, false);
      visit(place, may, true);
    }
  };
  visit('', Object.keys(dependencies), false);
  const places = [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    name,
    version,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, version, dependencies, engines }, ...Object.fromEntries(places) },
  };
}
