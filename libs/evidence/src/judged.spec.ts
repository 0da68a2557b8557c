import { shown, shownOf, supported, unsupported } from './judged';

const record = { level: 'record', source: 'brightdata', path: 'founded' } as const;

describe('shown', () => {
  it('gives the value of a supported one', () => {
    expect(shown(supported(2014, record))).toBe(2014);
  });

  it('gives null for an unsupported one, which has no value to be taken by mistake', () => {
    const refused = unsupported(2014, 'copyright_year');
    expect(shown(refused)).toBeNull();
    expect(refused).not.toHaveProperty('value');
  });
});

describe('shownOf', () => {
  it('keeps the supported ones in their order', () => {
    expect(shownOf([supported('a', record), unsupported('b', 'no_quote'), supported('c', record)])).toEqual([
      'a',
      'c',
    ]);
  });
});
