import type { TaskContract } from '../task-contract';
import { accountEnhancement } from './account-enhancement';
import { apolloLeads } from './apollo-leads';
import { customColumn } from './custom-column';
import { leadLinkedinResearch } from './linkedin-research';

// prettier-ignore
const contracts: readonly TaskContract[] = [
  accountEnhancement,
  customColumn,
  apolloLeads,
  leadLinkedinResearch,
];

/** Every task that can be created, by name. */
export const taskContracts: Readonly<Record<string, TaskContract>> = Object.freeze(
  Object.fromEntries(contracts.map((contract) => [contract.name, contract])),
);

/** The contract of a name from outside, if there is one. */
export const contractNamed = (name: string): TaskContract | undefined =>
  Object.hasOwn(taskContracts, name) ? taskContracts[name] : undefined;
