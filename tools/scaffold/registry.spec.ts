import { withContract, withKey } from './registry';

const registry = `import type { TaskContract } from '../task-contract';
import { customColumn } from './custom-column';
import { leads } from './leads';

// prettier-ignore
const contracts: readonly TaskContract[] = [
  customColumn,
  leads,
];
`;

describe('withContract', () => {
  it('adds the import and the line of the list, sorted as the names of the tasks are', () => {
    expect(withContract(registry, 'lead-score')).toBe(`import type { TaskContract } from '../task-contract';
import { customColumn } from './custom-column';
import { leadScore } from './lead-score';
import { leads } from './leads';

// prettier-ignore
const contracts: readonly TaskContract[] = [
  customColumn,
  leadScore,
  leads,
];
`);
  });

  it('changes nothing the second time', () => {
    const once = withContract(registry, 'lead-score');
    expect(withContract(once, 'lead-score')).toBe(once);
  });
});

describe('withKey', () => {
  const sections = `export const sections = {
  auth: z.object({}),
} as const;
`;

  it('makes the section for the first provider and adds one line for the next', () => {
    const first = withKey(sections, 'northwind-data');
    expect(first).toBe(`export const sections = {
  auth: z.object({}),
  providers: z.object({
    NORTHWIND_DATA_API_KEY: variable(optional, 'Key of Northwind Data.'),
  }),
} as const;
`);
    expect(withKey(first, 'contoso').split('\n')).toEqual([
      ...first.split('\n').slice(0, 3),
      `    CONTOSO_API_KEY: variable(optional, 'Key of Contoso.'),`,
      ...first.split('\n').slice(3),
    ]);
  });

  it('leaves a key that is there already, whatever is told about it', () => {
    const there = withKey(sections, 'contoso').replace('Key of Contoso.', 'Key of Contoso: contoso.example');
    expect(withKey(there, 'contoso')).toBe(there);
  });
});
