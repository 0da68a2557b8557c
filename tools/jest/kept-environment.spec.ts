import KeptEnvironment from './kept-environment';
import { runSpecs } from './testing';

/** Each test looks for what the same test of the other file leaves behind, and leaves it behind. */
const leaving = `
it('leaves a global', () => {
  expect('left' in globalThis).toBe(false);
  Object.assign(globalThis, { left: true });
});
it('replaces a global', () => {
  expect(typeof fetch).toBe('function');
  Object.assign(globalThis, { fetch: 'replaced' });
});
it('sets and removes variables of the environment', () => {
  expect([process.env['LEFT'], typeof process.env['PATH']]).toEqual([undefined, 'string']);
  process.env['LEFT'] = 'yes';
  delete process.env['PATH'];
});
it('replaces the environment', () => {
  expect(process.env['REPLACED']).toBeUndefined();
  process.env = { REPLACED: 'yes' };
});
it('spies on what all share', () => {
  expect(Math.max(1, 2)).toBe(2);
  jest.spyOn(Math, 'max').mockReturnValue(9);
});
it('fakes timers', () => {
  expect(['clock' in setTimeout, 'clock' in process.nextTick]).toEqual([false, false]);
  jest.useFakeTimers();
});
`;

const given = (differs: object = {}) => {
  const projectConfig = { testEnvironmentOptions: {}, globals: {}, fakeTimers: {} };
  return [
    { projectConfig, globalConfig: { watch: false, watchAll: false, collectCoverage: false, ...differs } },
    {},
  ] as unknown as ConstructorParameters<typeof KeptEnvironment>;
};

describe('the environment that a worker keeps', () => {
  it('is one and the same for each file, and ends processes as it did at first', async () => {
    const environment = new KeptEnvironment(...given());
    const { exit } = environment.global.process;
    environment.global.process.exit = () => {
      throw new Error('wrapped');
    };
    await environment.teardown();
    expect(environment.global.process.exit).toBe(exit);
    expect(new KeptEnvironment(...given())).toBe(environment);
  });

  it.each(['watch', 'watchAll', 'collectCoverage'])('is another one for each file with %s', async (mode) => {
    const environment = new KeptEnvironment(...given({ [mode]: true }));
    expect(new KeptEnvironment(...given({ [mode]: true }))).not.toBe(environment);
    await environment.teardown();
    expect(environment.getVmContext()).toBeNull();
  });

  it('puts back what a spec file leaves behind before the next one begins', () => {
    const { passed, failed, messages } = runSpecs({ 'one.spec.ts': leaving, 'two.spec.ts': leaving });
    expect({ passed, failed, messages }).toEqual({ passed: 12, failed: 0, messages: ['', ''] });
  });
});
