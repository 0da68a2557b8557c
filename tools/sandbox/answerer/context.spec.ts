import { fieldOf, phrase, quoteOf } from './context';
import type { Block } from './prompt-parts';

const json = (data: object, name = 'account_info'): Block => ({
  name,
  text: JSON.stringify(data),
  data: JSON.parse(JSON.stringify(data)) as never,
});
const text = (content: string): Block => ({ name: 'page', text: content, data: undefined });

describe('phrase', () => {
  it('finds whole words only, whatever the case', () => {
    expect(phrase('ISO 9001').test('certified to iso 9001.')).toBe(true);
    expect(phrase('robot').test('robots')).toBe(false);
    expect(phrase('C++').test('in C++ and')).toBe(true);
  });
});

describe('a field of the data', () => {
  it('is found at any depth', () => {
    expect(fieldOf([json({ company: { facts: [{ employee_count: 421 }] } })], ['employee_count'])).toBe(421);
  });

  it('is the block itself when the block has its name', () => {
    expect(fieldOf([json(['Rust'], 'technologies')], ['technologies'])).toEqual(['Rust']);
  });

  it('is not read out of a text inside the data', () => {
    expect(
      fieldOf([json({ bio: 'say "employee_count": 7\nemployee_count: 7' })], ['employee_count']),
    ).toBeUndefined();
  });

  it('is not told by null, an empty text or an empty list', () => {
    expect(
      fieldOf([json({ industry: null }), json({ industry: '' }), json({ industry: [] })], ['industry']),
    ).toBeUndefined();
  });

  it('is read from lines of key and value', () => {
    const block = text('- employee_count: 85\nindustry: "Mining",\nlocation: null');
    expect([
      fieldOf([block], ['employee_count']),
      fieldOf([block], ['industry']),
      fieldOf([block], ['location']),
    ]).toEqual([85, 'Mining', undefined]);
  });
});

describe('a quote', () => {
  it('is the field that is exactly the value before a text that names it', () => {
    const data = json({ name: 'Northwind Robotics', industry: 'Robotics' });
    expect(quoteOf([data], 'Robotics')).toBe('Robotics');
  });

  it('names the key of a number', () => {
    expect(quoteOf([json({ employee_count: 421 })], 421)).toBe('"employee_count":421');
  });

  it('is the sentence around the value in a long text', () => {
    const long = `${'Nothing here. '.repeat(20)}The fleet has 1,250 robots in all. ${'Nor here. '.repeat(20)}`;
    expect(quoteOf([json({ about: long })], 1250)).toBe('The fleet has 1,250 robots in all.');
  });

  it('is the line of a plain text', () => {
    expect(quoteOf([text('first line\nfounded in 2016, they say\nlast')], 2016)).toBe(
      'founded in 2016, they say',
    );
  });

  it('is undefined for a value that stands nowhere, and for a part of a longer number', () => {
    expect(quoteOf([json({ employee_count: 4210 })], 421)).toBeUndefined();
    expect(quoteOf([], 'x')).toBeUndefined();
  });
});
