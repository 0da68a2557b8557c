import { contractNamed, taskContracts } from '.';

describe('taskContracts', () => {
  it('is sorted, keyed by name, and gives every task an app of its own', () => {
    const names = Object.keys(taskContracts);
    expect(names).toEqual([...names].sort());
    expect(names).toEqual(Object.values(taskContracts).map(({ name }) => name));
    expect(new Set(Object.values(taskContracts).map(({ app }) => app)).size).toBe(names.length);
  });
});

describe('contractNamed', () => {
  it('finds a task by its name', () => {
    expect(contractNamed('custom_column')?.app).toBe('custom-column');
  });

  it.each(['constructor', '__proto__', 'Custom_Column', ''])('finds nothing under %j', (name) => {
    expect(contractNamed(name)).toBeUndefined();
  });
});
