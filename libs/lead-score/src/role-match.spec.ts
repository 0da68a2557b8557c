import cases from './role-match.cases.json';
import { compileRole, matchRole, provingParts, type RoleMatch } from './role-match';

const match = (role: string, title: string): RoleMatch | 'no pattern' => {
  const pattern = compileRole(role);
  return pattern === undefined ? 'no pattern' : matchRole(pattern, title);
};

const all = cases.flatMap(({ language, role, ...titles }) =>
  (['yes', 'undecided', 'no'] as const).flatMap((expected) =>
    titles[expected].map((title) => ({ language, role, title, expected })),
  ),
);

describe('matchRole', () => {
  it('is judged by at least 300 titles in six languages', () => {
    expect(all.length).toBeGreaterThanOrEqual(300);
    expect(new Set(all.map(({ language }) => language)).size).toBe(6);
  });

  it.each(cases.map(({ language, role }) => [role, language] as const))(
    'knows who is a %s, who is not and what it cannot tell (%s)',
    (role, language) => {
      const own = all.filter((one) => one.role === role && one.language === language);
      const judged = own.map(({ title }) => [title, match(role, title)]);
      expect(judged).toEqual(own.map(({ title, expected }) => [title, expected]));
    },
  );

  it('takes a time that grows with the title and no faster', () => {
    const long = `${'operations '.repeat(20_000)}!`;
    const beganMs = performance.now();
    expect(match('VP Operations', long)).toBe('undecided');
    expect(match('VP Operations', `${' - '.repeat(50_000)}x`)).toBe('undecided');
    expect(performance.now() - beganMs).toBeLessThan(200);
  });

  it('knows words that no table knows', () => {
    expect(match('Gripper Calibration Lead', 'Senior Gripper Calibration Lead')).toBe('yes');
    expect(match('Gripper Calibration Lead', 'Gripper Lead')).toBe('undecided');
  });
});

describe('compileRole', () => {
  it.each(['', '   ', 'Manager', 'Senior Director', 'the', 'x'.repeat(200)])('refuses %j', (role) => {
    expect(compileRole(role)).toBeUndefined();
  });

  it.each(['CEO', 'Founder', 'Owner', 'Planner', 'R&D Engineer'])('takes %s', (role) => {
    expect(match(role, role)).toBe('yes');
  });
});

describe('provingParts', () => {
  it('leaves out what was once, what is in training and whom one assists', () => {
    expect(provingParts('Board Member | ex-VP Operations')).toEqual(['board member']);
    expect(provingParts('Recruiter for VP Operations')).toEqual(['recruiter']);
    expect(provingParts('Assistant to the VP Operations')).toEqual([]);
    expect(provingParts('VP Operations (retired)')).toEqual([]);
  });
});
