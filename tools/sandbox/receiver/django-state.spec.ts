import {
  emptyState,
  isSomething,
  isUuid,
  listOf,
  objectOf,
  openDirectory,
  RollbackError,
  textOf,
} from './django-state';

it('knows ids by their form', () => {
  expect(['7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01', '7f1c3e1e', 'not an id', ''].map(isUuid)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it('takes as nothing what Python takes as nothing', () => {
  expect([null, undefined, '', 0, false, [], {}].map(isSomething)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(['x', 1, true, [0], { a: null }].map(isSomething)).toEqual([true, true, true, true, true]);
});

it('reads objects, lists and texts, and rolls back where another kind stands', () => {
  expect([objectOf(undefined, 'x'), listOf(undefined, 'x'), textOf(undefined), textOf(7)]).toEqual([
    {},
    [],
    '',
    '',
  ]);
  expect(() => objectOf(null, 'processed_data')).toThrow(RollbackError);
  expect(() => objectOf([], 'processed_data')).toThrow("'processed_data' is no object");
  expect(() => listOf(null, 'values')).toThrow("'values' is no list");
});

it('begins empty and knows everybody', () => {
  expect(emptyState().cells.size).toBe(0);
  expect([openDirectory.hasAccount('x'), openDirectory.hasLead('x'), openDirectory.columnType('x')]).toEqual([
    true,
    true,
    'any',
  ]);
});
