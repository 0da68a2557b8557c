import { BUYS, COMPETES, NAMES_THEM, ORDERS, SELLS } from './relation-words';
import { hasWord } from './word-lists';

describe('words of relations', () => {
  it.each([
    ['Tarnweave competes', COMPETES, 'en'],
    ['Tarnweave konkurriert', COMPETES, 'de'],
    ['Northwind supplies', SELLS, 'en'],
    ['Tarnweave utiliza', BUYS, 'es'],
    ['Tarnweave ordered', ORDERS, 'en'],
    ['customers such as', NAMES_THEM, 'en'],
  ] as const)('stand in %j', (text, list, language) => {
    expect(hasWord(text, list, language)).toBe(true);
  });

  it('tell what may buy the company from what buys of it', () => {
    expect([hasWord('bought', BUYS, 'en'), hasWord('bought', ORDERS, 'en')]).toEqual([false, true]);
    expect([hasWord('hired', BUYS, 'en'), hasWord('hired', ORDERS, 'en')]).toEqual([false, false]);
  });
});
