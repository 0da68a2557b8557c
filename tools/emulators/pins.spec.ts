import { emulatorsFolder, installations } from './pins';

describe('emulatorsFolder', () => {
  it("is in the user's cache folder and named by the pins", () => {
    expect(emulatorsFolder({ XDG_CACHE_HOME: '/cache' }, 'linux')).toMatch(
      /^\/cache\/userport-workers\/emulators-[0-9a-f]{12}$/,
    );
    expect(emulatorsFolder({}, 'linux')).toMatch(/\/\.cache\/userport-workers\//);
    expect(emulatorsFolder({}, 'darwin')).toMatch(/\/Library\/Caches\/userport-workers\//);
  });

  it('is the same for every clone', () => {
    expect(emulatorsFolder({}, 'linux')).toBe(emulatorsFolder({}, 'linux'));
  });
});

describe('installations', () => {
  it.each(installations)('pin every package of $name', ({ packages }) => {
    expect(packages.every((one) => /(@|==)\d+\.\d+\.\d+\w*$/.test(one))).toBe(true);
  });
});
