import preset from './jest.preset.js';

/** The suites that need real emulators; `npm run test:emulators` starts those and runs these. */
export default {
  ...preset,
  testMatch: ['<rootDir>/{libs,tools}/**/*.emulators.ts'],
  // One engine in Python serves every test, and the least dispatch deadline of Cloud Tasks is 15 s.
  testTimeout: 60_000,
};
