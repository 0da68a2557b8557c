import { fieldOf, textOf } from './json-field';

describe('fieldOf', () => {
  it('follows a path and ends where it leads nowhere', () => {
    const value = { data: { list: [1], none: null, name: 'x' } };
    expect(fieldOf(value, 'data', 'name')).toBe('x');
    expect(fieldOf(value, 'data', 'list', '0')).toBeUndefined();
    expect(fieldOf(value, 'data', 'none', 'name')).toBeUndefined();
    expect(fieldOf(value)).toBe(value);
  });
});

describe('textOf', () => {
  it('takes texts and numbers', () => {
    expect([textOf('a'), textOf(3), textOf(null), textOf([1])]).toEqual(['a', '3', '', '']);
  });
});
