import { relationRefusal } from './relation';

const identity = { domains: [], names: ['Northwind'], otherCompanies: [] };

const refusal = (field: 'customer' | 'competitor', sentence: string, name: string, lead = '') => {
  const start = sentence.indexOf(name);
  return relationRefusal(
    field,
    { sentence, at: { start, end: start + name.length }, lead, language: 'en' },
    identity,
  );
};

describe('relationRefusal', () => {
  it.each([
    'Tarnweave is a customer of Northwind.',
    "Northwind's customers include Tarnweave.",
    'Northwind supplies Tarnweave.',
    'Tarnweave ordered forty pumps from Northwind.',
  ])('takes %j for a customer', (sentence) => {
    expect(refusal('customer', sentence, 'Tarnweave')).toBeUndefined();
  });

  it.each([
    ['Northwind is a customer of Tarnweave.', 'not_a_customer'],
    ['Northwind is supplied by Tarnweave.', 'not_a_customer'],
    ['Northwind uses Tarnweave looms.', 'not_a_customer'],
    ['Tarnweave stopped using Northwind.', 'not_a_customer'],
    ['Saltbridge supplies Tarnweave.', 'subject_not_named'],
    ["Saltbridge's customers, among them Tarnweave, know Northwind.", 'not_a_customer'],
    ['Tarnweave is a partner and customer of Northwind.', 'not_a_customer'],
  ])('takes %j for none: %s', (sentence, reason) => {
    expect(refusal('customer', sentence, 'Tarnweave')).toBe(reason);
  });

  it.each([
    'Tarnweave competes with Northwind.',
    'Northwind mainly competes with Tarnweave.',
    "Northwind's rivals are Tarnweave and others.",
    'Tarnweave is an alternative to Northwind.',
  ])('takes %j for a competitor', (sentence) => {
    expect(refusal('competitor', sentence, 'Tarnweave')).toBeUndefined();
  });

  it.each([
    ['Tarnweave competes with Saltbridge.', 'subject_not_named'],
    ['Northwind visited Tarnweave.', 'not_a_competitor'],
    ['Saltbridge, which Northwind visited, competes with Tarnweave.', 'not_a_competitor'],
    ['Northwind acquired its competitor Tarnweave.', 'not_a_competitor'],
  ])('takes %j for none: %s', (sentence, reason) => {
    expect(refusal('competitor', sentence, 'Tarnweave')).toBe(reason);
  });

  it('takes of a list what the line before it says', () => {
    expect(
      refusal('customer', 'Tarnweave, a weaver', 'Tarnweave', 'Customers of Northwind:'),
    ).toBeUndefined();
    expect(refusal('customer', 'Tarnweave, a weaver', 'Tarnweave', 'Customers of Saltbridge:')).toBe(
      'subject_not_named',
    );
    expect(refusal('competitor', 'Tarnweave', 'Tarnweave', 'Partners of Northwind:')).toBe(
      'not_a_competitor',
    );
  });
});
