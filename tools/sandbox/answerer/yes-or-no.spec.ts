import { inventedWorld } from '../world/world';
import { findingsFor } from './find';
import { yesOrNo } from './yes-or-no';

const decide = (question: string, domain = 'northwind-robotics.example', slug = '') => {
  const subject = {
    company: inventedWorld.companyByDomain(domain),
    person: inventedWorld.personBySlug(slug),
  };
  const ground = { world: inventedWorld, subject, blocks: [] };
  return yesOrNo(ground, question, findingsFor(ground, question));
};

describe('yes or no', () => {
  it.each([
    ['Is it certified to ISO 9001?', true, ['iso 9001']],
    ['Does it have a SOC 2 report?', false, ['soc 2', 'soc2']],
    ['Does it have more than 400 employees?', true, [420]],
    ['Was it founded after 2014?', false, [2014]],
    ['Does the company use Kubernetes?', true, ['Kubernetes']],
    ['Does the company use Snowflake?', false, []],
    ['Is it a robotics company?', true, ['Robotics']],
    ['Is it a mining company?', false, ['Robotics']],
    ['Is it publicly listed?', false, ['Privately held']],
    ['Is it based in the Netherlands?', true, ['Netherlands']],
    ['Does it run robots?', true, [1250]],
    ['Does it have competitors?', true, ['Sunekura Logistics', 'Gantrywise Automation', 'Boxtread Systems']],
  ])('%s %s', (question, value, because) => {
    expect(decide(question)).toEqual({ value, because });
  });

  it('tells whether a person decides', () => {
    expect(decide('Is this a decision maker?', 'northwind-robotics.example', 'ines-okafor-demo')).toEqual({
      value: true,
      because: ['VP Operations'],
    });
    expect(decide('Is this a decision maker?', 'zweibach.example', 'mehmet-ayvazgil-demo')?.value).toBe(
      false,
    );
  });

  it.each(['Does it use COBOL?', 'Does it have a works council?', 'Has it more than 5 factories?'])(
    'leaves open what the world does not tell: %s',
    (question) => {
      expect(decide(question)).toBeUndefined();
    },
  );

  it('leaves open everything about nobody', () => {
    expect(decide('Is it publicly listed?', 'nowhere.example')).toBeUndefined();
  });
});
