import { TestEnvironment } from 'jest-environment-node';
import type Runtime from 'jest-runtime';

/** The names under which jest's runtime has its registries: sources, its own modules, source maps. */
export type RegistryName = '_moduleRegistry' | '_internalModuleRegistry' | '_sourceMapRegistry';

/**
 * One environment of Node for all spec files that a worker runs, so that {@link KeptRuntime} loads what they import
 * once. What a file leaves behind (globals, variables of the environment, faked timers) is put back after it. While
 * one watches, sources change, and coverage counts by the file: then each file has its own.
 */
export default class KeptEnvironment extends TestEnvironment {
  // A worker has one: jest makes an environment for each file and gives no other place to keep it.
  static #kept: KeptEnvironment | undefined;
  /** What files have loaded, for those that follow. */
  readonly registries = new Map<RegistryName, Map<string, unknown>>();
  /** The runtime of the file that runs. */
  runtime: Runtime | undefined;
  readonly #globals = Object.getOwnPropertyDescriptors(this.global);
  readonly #exit = this.global.process.exit;
  readonly #variables = { ...this.global.process.env };

  constructor(...given: ConstructorParameters<typeof TestEnvironment>) {
    const { watch, watchAll, collectCoverage } = given[0].globalConfig;
    const keeps = !watch && !watchAll && !collectCoverage;
    if (KeptEnvironment.#kept !== undefined && keeps) return KeptEnvironment.#kept;
    super(...given);
    if (keeps) KeptEnvironment.#kept = this;
  }

  override async teardown(): Promise<void> {
    if (KeptEnvironment.#kept !== this) return super.teardown();
    this.fakeTimersModern?.useRealTimers();
    const { process } = this.global;
    // Jest wraps it for each file.
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) delete process.env[name];
    Object.assign(process.env, this.#variables);
    for (const name of Reflect.ownKeys(this.global))
      if (!Object.hasOwn(this.#globals, name)) Reflect.deleteProperty(this.global, name);
    Object.defineProperties(this.global, this.#globals);
  }
}
