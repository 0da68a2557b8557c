import { isNameOfDomain, labelOf, siteStateOf } from './site-state';

const seen = { askedDomain: 'quarrystone.example', finalDomain: 'quarrystone.example', title: null };

describe('siteStateOf', () => {
  it.each([
    ['live', { text: 'Quarrystone sells planning software to quarries.' }],
    ['redirected', { finalDomain: 'tidemark-grid.example', text: 'Tidemark Grid stores wind power.' }],
    ['dead', { finalDomain: null, text: '' }],
    ['parked', { title: 'quarrystone.example', text: 'This domain is for sale. Buy this domain.' }],
    ['parked', { text: 'Diese Domain kaufen' }],
    ['live', { text: `Quarrystone writes about domain parking. ${'More text follows here. '.repeat(80)}` }],
  ])('says %s', (state, more) => {
    expect(siteStateOf({ ...seen, ...more })).toBe(state);
  });
});

describe('isNameOfDomain', () => {
  it('compares a name with the label that somebody chose', () => {
    expect(labelOf('kestrel-loom.co.uk')).toBe('kestrel-loom');
    expect(isNameOfDomain('Quarrystone Ltd', 'quarrystone.example')).toBe(true);
    expect(isNameOfDomain('Tidemark Grid', 'tidemark-grid.example')).toBe(true);
    expect(isNameOfDomain('Tidemark', 'tidemark-grid.example')).toBe(false);
  });
});
