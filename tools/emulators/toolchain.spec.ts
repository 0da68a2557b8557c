import { findToolchains, missingToolchains, type Probe } from './toolchain';

const machine =
  (answers: Readonly<Record<string, string>>): Probe =>
  (command) =>
    answers[command];

describe('findToolchains', () => {
  it('takes the first Python that is new enough', () => {
    const probe = machine({ cargo: 'cargo 1.95.0', 'python3.12': '3.12', python3: '3.9' });
    expect(findToolchains(probe)).toEqual({ cargo: 'cargo', python: 'python3.12' });
  });

  it.each(['3.10', '2.7', 'nonsense', ''])('passes over a Python of version "%s"', (version) => {
    expect(findToolchains(machine({ python3: version }))).toEqual({});
  });
});

describe('missingToolchains', () => {
  it('says how to get each that is missing', () => {
    expect(missingToolchains({})).toEqual([
      expect.stringContaining('rustup.rs'),
      expect.stringContaining('python3.11'),
    ]);
    expect(missingToolchains({ python: 'python3' })).toEqual([expect.stringMatching(/^cargo is missing/)]);
    expect(missingToolchains({ cargo: 'cargo', python: 'python3' })).toEqual([]);
  });
});
