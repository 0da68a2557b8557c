import { sections } from '@userport/config';
import { configurationTable, environmentExample, variables } from './configuration';

const names = [...new Set(Object.values(sections).flatMap((section) => Object.keys(section.shape)))];

describe('variables', () => {
  it('tells every variable once, each with what it is', () => {
    expect(variables().map(({ name }) => name)).toEqual(names);
    expect(variables().filter(({ about }) => about === '')).toEqual([]);
  });

  it('knows which must be set', () => {
    expect(
      variables()
        .filter(({ required }) => required)
        .map(({ name }) => name),
    ).toEqual(['DJANGO_BASE_URL']);
  });
});

describe('environmentExample', () => {
  it('sets nothing', () => {
    const lines = environmentExample().split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
    expect(lines).toContain('#DJANGO_BASE_URL=https://app.userport.ai');
  });
});

describe('configurationTable', () => {
  it('has a row for each variable', () => {
    expect(configurationTable().split('\n')).toHaveLength(names.length + 2);
    expect(configurationTable()).toContain('| `PORT` | runtime |');
  });
});
