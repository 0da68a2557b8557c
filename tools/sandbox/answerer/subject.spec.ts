import { inventedWorld } from '../world/world';
import { nameOf, subjectOf } from './subject';

const block = (text: string) => ({ name: 'data', text, data: undefined });
const about = (texts: readonly string[], question = '') =>
  subjectOf(inventedWorld, { blocks: texts.map(block), question });

describe('the subject of a prompt', () => {
  it('is the company that the data name first', () => {
    const { company, person } = about(['Lumenfjord competes with Zweibach Präzision'], 'And Quarrystone?');
    expect([company?.name, person]).toEqual(['Lumenfjord', undefined]);
  });

  it('is a person together with the company that the data name', () => {
    const { company, person } = about([
      '{"name":"Ines Okafor"}',
      '{"website":"https://quarrystone.example"}',
    ]);
    expect([person?.name, company?.name]).toEqual(['Ines Okafor', 'Quarrystone']);
  });

  it("brings a person's employer along", () => {
    expect(about(['linkedin.com/in/emiko-tatsunagi-demo']).company?.name).toBe('Sunekura Logistics');
  });

  it('is whoever the question names when the data name nobody', () => {
    expect(about(['{"leads_count":3}'], 'Who runs Cassiole Biologics?').company?.name).toBe(
      'Cassiole Biologics',
    );
  });

  it('is nobody in a world that holds none of them', () => {
    const subject = about(['{"name":"Unheard Of GmbH"}']);
    expect([subject, nameOf(subject)]).toEqual([{ company: undefined, person: undefined }, undefined]);
  });

  it('is called by the person before the company', () => {
    expect(nameOf(about(['Ines Okafor of Northwind Robotics']))).toBe('Ines Okafor');
    expect(nameOf(about(['Northwind Robotics']))).toBe('Northwind Robotics');
  });
});
