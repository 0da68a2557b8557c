import { readPersonas } from './personas';

describe('readPersonas', () => {
  it('reads the form that Django sends', () => {
    expect(
      readPersonas({ buyers: ['VP Operations'], influencers: ['Automation Lead'], end_users: ['Planner'] }),
    ).toEqual([
      { persona: 'buyer', roles: ['VP Operations'] },
      { persona: 'influencer', roles: ['Automation Lead'] },
      { persona: 'end_user', roles: ['Planner'] },
    ]);
  });

  it.each([
    ['objects', { buyers: [{ title: 'COO', departments: ['operations'] }, { role: 'CFO' }] }, ['COO', 'CFO']],
    ['a text in a list', { Buyers: 'COO, CFO; COO' }, ['COO', 'CFO']],
    ['a bare list', ['COO', ' ', 'CFO'], ['COO', 'CFO']],
    ['a text', 'COO\nCFO', ['COO', 'CFO']],
    ['another spelling', { 'Economic Buyer': ['COO'] }, ['COO']],
  ])('reads %s', (_what, value, roles) => {
    expect(readPersonas(value)).toEqual([{ persona: 'buyer', roles }]);
  });

  it.each([[null], [undefined], [{}], [[]], [''], [{ buyers: [] }], [{ buyers: null, other: ['COO'] }], [7]])(
    'finds none in %j',
    (value) => {
      expect(readPersonas(value)).toEqual([]);
    },
  );

  it('bounds what it takes', () => {
    const many = Array.from({ length: 100 }, (_, index) => `Role ${index}`);
    expect(readPersonas({ buyers: [...many, 'x'.repeat(500)] })[0]?.roles).toHaveLength(40);
  });
});
