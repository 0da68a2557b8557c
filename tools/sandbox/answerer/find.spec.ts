import { inventedWorld } from '../world/world';
import { findingForField, findingsFor, type Ground } from './find';
import type { Block } from './prompt-parts';

const company = inventedWorld.companyByDomain('northwind-robotics.example');
const person = inventedWorld.personBySlug('ines-okafor-demo');
const ground = (blocks: readonly Block[] = [], of: Partial<Ground['subject']> = {}): Ground => ({
  world: inventedWorld,
  subject: { company, person: undefined, ...of },
  blocks,
});
const values = (question: string, of = ground()) =>
  findingsFor(of, question).map(({ topic, value }) => [topic, value]);

describe('findings for a question', () => {
  it('put figures and claims of the company first', () => {
    expect(values('How many robots do the employees run?')).toEqual([
      ['robots', 1250],
      ['headcount', 420],
    ]);
    expect(values('Is it certified to ISO 9001?')).toEqual([['claim', true]]);
  });

  it('take the data before the world', () => {
    const block = { name: 'account_info', text: '', data: { employee_count: 421 } };
    expect(findingsFor(ground([block]), 'How many employees?')).toEqual([
      {
        topic: 'headcount',
        value: 421,
        sentence: 'The data give for Northwind Robotics: headcount 421.',
        url: '',
      },
    ]);
  });

  it('come from the data alone for somebody the world does not know', () => {
    const block = { name: 'account_info', text: '', data: { industry: 'Bakery' } };
    expect(values('Which industry?', ground([block], { company: undefined }))).toEqual([
      ['industry', 'Bakery'],
    ]);
  });

  it('tell of a person before the company', () => {
    expect(values('What is the role of this person?', ground([], { person }))[0]).toEqual([
      'title',
      'VP Operations',
    ]);
  });

  it('are none for what nobody can tell', () => {
    expect(values('What is the revenue per employee?')).toEqual([]);
    expect(values('What is the meaning of life?')).toEqual([]);
  });
});

it('reads a field name as a question', () => {
  expect(findingForField(ground(), 'foundedYear')?.value).toBe(2014);
  expect(findingForField(ground(), 'founded_year')?.value).toBe(2014);
  expect(findingForField(ground(), 'companySize')?.value).toBe(420);
});
