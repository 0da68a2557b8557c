import type { LanguageModel, Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import { columnOf } from './column';
import { checkModels, jobModels } from './job-models';
import { payloadFor } from './testing';

/** Models that only tell what they were looked up as. */
const recordingModels = (): Models & { readonly asked: string[] } => {
  const asked: string[] = [];
  const model = (name: string): LanguageModel => {
    asked.push(name);
    return scriptedModel([]);
  };
  return { asked, forRole: (role) => model(`role ${role}`), named: (name) => model(`model ${name}`) };
};

const column = columnOf(payloadFor([]));

describe('jobModels', () => {
  it('takes the configured model of each role', () => {
    const models = recordingModels();
    const job = jobModels(models, { model: undefined });
    [job.value, job.extract, job.search, job.evaluate].forEach((lookUp) => lookUp());
    expect(models.asked).toEqual(['role reason', 'role extract', 'role search', 'role evaluate']);
  });

  it('lets the author choose who fills the cells, and nobody who judges', () => {
    const models = recordingModels();
    const job = jobModels(models, { model: 'gpt-6-luna' });
    [job.value, job.extract, job.search, job.evaluate].forEach((lookUp) => lookUp());
    expect(models.asked).toEqual(['model gpt-6-luna', 'model gpt-6-luna', 'role search', 'role evaluate']);
  });
});

describe('checkModels', () => {
  it.each([
    [{}, ['role reason']],
    [{ useInternet: true }, ['role extract', 'role search']],
    [{ validateWithSearch: true }, ['role reason', 'role search', 'role evaluate']],
    [{ useInternet: true, validateWithSearch: true }, ['role extract', 'role search', 'role evaluate']],
  ])('looks up what a column with %j needs and nothing else', (flags, expected) => {
    const models = recordingModels();
    checkModels(jobModels(models, column), { ...column, ...flags });
    expect(models.asked).toEqual(expected);
  });
});
