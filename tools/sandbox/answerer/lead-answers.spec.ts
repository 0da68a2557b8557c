import type { Json, JsonObject } from '@userport/contracts';
import { leadAnswer } from './lead-answers';

const blocksOf = (named: Readonly<Record<string, Json>>) => ({
  question: '',
  blocks: Object.entries(named).map(([name, data]) => ({ name, data, text: JSON.stringify(data) })),
});
const asking = (property: string): JsonObject => ({ type: 'object', properties: { [property]: {} } });

describe('leadAnswer', () => {
  it('makes criteria of a product’s own words', () => {
    const product = {
      personas: [{ persona: 'buyer', roles: ['VP Operations'] }],
      signals: 'Robot recalls; people new in the role',
    };
    expect(leadAnswer(blocksOf({ product }), asking('equivalents'))).toMatchObject({
      equivalents: [
        {
          persona: 'buyer',
          titles: ['Vice President Operations', 'SVP Operations', 'Vizepräsident Betrieb'],
        },
      ],
      seniorities: ['vp'],
      functions: ['operations'],
      newInRoleMonths: 6,
      signals: [{ text: 'Robot recalls', terms: ['robot'] }, { text: 'people new in the role' }],
    });
  });

  it('judges items by words of their texts', () => {
    const criteria: JsonObject[] = [
      { id: 's', terms: ['recall'], fields: ['about'] },
      { id: 'p', roles: ['Head of Robot Operations'], fields: ['current_employment.title'] },
    ];
    const items: JsonObject[] = [
      { id: 'i1', criteria: ['s'], fields: { about: ['Hi. Led recalls in 2025. Bye.'] } },
      { id: 'i2', criteria: ['p'], fields: { 'current_employment.title': ['Robot Operations Guide'] } },
      { id: 'i3', criteria: ['p', 's'], fields: { 'current_employment.title': ['Nurse'] } },
    ];
    expect(leadAnswer(blocksOf({ criteria, items }), asking('judged'))).toEqual({
      judged: [
        { item: 'i1', yes: [{ criterion: 's', field: 'about', words: 'Led recalls in 2025.' }], no: [] },
        {
          item: 'i2',
          yes: [{ criterion: 'p', field: 'current_employment.title', words: 'Robot Operations Guide' }],
          no: [],
        },
        { item: 'i3', yes: [], no: ['p'] },
      ],
    });
  });

  it('advises by the first verified signal, else by the title', () => {
    const leads = [
      { id: 'l1', title: 'COO', verified: ['Buyer ("COO", title)', 'Robot recalls ("x", about)'] },
      { id: 'l2', title: 'COO', verified: [] },
    ];
    const { leads: told } = leadAnswer(blocksOf({ leads, product: {} }), asking('leads')) ?? {};
    expect(told).toEqual([
      {
        id: 'l1',
        reason: 'Of what was verified, Robot recalls counts most (sandbox).',
        approach: 'Open with Robot recalls, then ask how it is handled today (sandbox).',
      },
      {
        id: 'l2',
        reason: 'Of what was verified, what a COO has to solve counts most (sandbox).',
        approach: 'Open with what a COO has to solve, then ask how it is handled today (sandbox).',
      },
    ]);
  });

  it('leaves every other question to others', () => {
    expect(leadAnswer(blocksOf({ data: {} }), asking('value'))).toBeUndefined();
    expect(leadAnswer(blocksOf({ data: {} }), asking('leads'))).toBeUndefined();
  });
});
