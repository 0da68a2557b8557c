import preset from './jest.preset.js';

/** The suites that need real emulators; `npm run test:emulators` starts those and runs these. */
export default {
  ...preset,
  testMatch: ['<rootDir>/{libs,tools}/**/*.emulators.ts'],
  // One engine in Python serves every test, 17 s for some when it has the machine to itself, and here it may not.
  testTimeout: 240_000,
};
