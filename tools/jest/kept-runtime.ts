import Runtime from 'jest-runtime';
import type KeptEnvironment from './kept-environment';
import type { RegistryName } from './kept-environment';

const NAMES: readonly RegistryName[] = ['_moduleRegistry', '_internalModuleRegistry', '_sourceMapRegistry'];

/** Spec files and suites register tests when they load; so does what runs them, and what reads their source maps. */
const FRESH = /\.(spec|suite|emulators)\.ts$|[\\/]node_modules[\\/](jest-circus|source-map-support)[\\/]/;

/**
 * Jest's runtime, which goes on with what earlier files of its worker have loaded: modules have no state, and to load
 * them anew for each file took two thirds of its time. Needs {@link KeptEnvironment}.
 */
export default class KeptRuntime extends Runtime {
  readonly #environment: KeptEnvironment;

  constructor(...given: ConstructorParameters<typeof Runtime>) {
    super(...given);
    this.#environment = given[1] as unknown as KeptEnvironment;
    this.#environment.runtime = this;
    for (const name of NAMES)
      for (const [path, one] of this.#environment.registries.get(name) ?? [])
        this.#registry(name).set(path, one);
  }

  #registry(name: RegistryName): Map<string, unknown> {
    return this[name] as Map<string, unknown>;
  }

  /** True when another file runs now: what an earlier one loaded may import more when it is called. */
  #isOver(runtime: Runtime | undefined): runtime is Runtime {
    return runtime !== undefined && runtime !== this;
  }

  override requireModuleOrMock<T>(from: string, name: string): T {
    const { runtime } = this.#environment;
    return this.#isOver(runtime)
      ? runtime.requireModuleOrMock(from, name)
      : super.requireModuleOrMock(from, name);
  }

  override requireInternalModule<T>(from: string, name?: string): T {
    const { runtime } = this.#environment;
    return this.#isOver(runtime)
      ? runtime.requireInternalModule(from, name)
      : super.requireInternalModule(from, name);
  }

  override teardown(): void {
    for (const name of NAMES) {
      const lasting = [...this.#registry(name)].filter(([path]) => !FRESH.test(path));
      this.#environment.registries.set(name, new Map(lasting));
    }
    super.teardown();
  }
}
