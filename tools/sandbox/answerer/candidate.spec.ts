import type { Json } from '@userport/contracts';
import { inventedWorld } from '../world/world';
import { candidateFor, candidateForField, type Case } from './candidate';
import { findingsFor } from './find';
import { shapeOf } from './schema-shape';

const company = inventedWorld.companyByDomain('northwind-robotics.example');
const asked = (question: string, data?: Json, dataOnly = false): Case => {
  const blocks = data === undefined ? [] : [{ name: 'account_info', text: JSON.stringify(data), data }];
  const ground = { world: inventedWorld, subject: { company, person: undefined }, blocks };
  return {
    ...ground,
    question,
    findings: findingsFor(ground, question),
    hint: company?.summary ?? '',
    dataOnly,
  };
};
const candidate = (of: Case, part: Json) => candidateFor(of, shapeOf(part, {}), {});
const text = { type: 'string' };

describe('the candidate for a place', () => {
  it('is the first finding', () => {
    expect(candidate(asked('How many robots?'), { type: 'number' })).toEqual({
      value: 1250,
      because: [1250],
    });
  });

  it('is the length of a list when a count is asked', () => {
    expect(candidate(asked('How many competitors?'), { type: 'integer' })?.value).toBe(3);
    expect(candidate(asked('Which competitors?'), { type: 'integer' })).toBeUndefined();
  });

  it('is a decision for a boolean, and for choices of yes and no', () => {
    expect(candidate(asked('Does it use Rust?'), { type: ['boolean', 'null'] })).toEqual({
      value: true,
      because: ['Rust'],
    });
    expect(candidate(asked('Does it use Rust?'), { enum: ['Yes', 'No'] })?.value).toBe(true);
  });

  it('describes the company where choices are open and nothing was found', () => {
    expect(candidate(asked('Which segment?'), { enum: ['Retail', 'Robotics'] })?.because[0]).toBe('Robotics');
  });

  it('is a record of the facts that its properties name', () => {
    const part = {
      type: 'object',
      properties: { founded_year: { type: 'integer' }, industry: text, mood: text },
    };
    expect(candidate(asked('Facts?'), part)).toEqual({
      value: { founded_year: 2014, industry: 'Robotics' },
      because: [2014, 'Robotics'],
    });
  });

  it('holds records where a list of records is wanted', () => {
    const part = { type: 'array', items: { type: 'object', properties: { name: text } } };
    expect(candidate(asked('Which competitors?'), part)?.value).toMatchObject([
      { name: 'Sunekura Logistics', source: 'https://northwind-robotics.example/about' },
      { name: 'Gantrywise Automation' },
      { name: 'Boxtread Systems' },
    ]);
  });

  it('is data for JSON text, by its schema or by topics', () => {
    const free = { type: 'string', description: 'JSON text of an object or a list' };
    expect(candidate(asked('Industry and city?'), free)?.value).toEqual({
      city: 'Eindhoven',
      industry: 'Robotics',
    });
    const inner = JSON.stringify({ type: 'object', properties: { industry: text } });
    const bound = {
      ...free,
      description: `JSON text of an object that satisfies this JSON Schema: ${inner}`,
    };
    expect(candidate(asked('Facts?'), bound)?.value).toEqual({ industry: 'Robotics' });
  });

  it('leaves out what the data do not hold when memory is forbidden', () => {
    const list = { type: 'array', items: text };
    const data = { note: 'They know Rust and Grafana.' };
    expect(candidate(asked('Which technologies?', data, true), list)?.value).toEqual(['Rust', 'Grafana']);
    expect(candidateForField(asked('Facts?', data, true), 'industry', shapeOf(text, {}))).toBeUndefined();
  });

  it('is undefined for what nobody knows', () => {
    expect(candidate(asked('What is the revenue?'), text)).toBeUndefined();
  });
});
