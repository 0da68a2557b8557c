import { claimPlants } from './fixtures/claims';
import { forgettingPlants } from './fixtures/forgetting';
import { identityPlants } from './fixtures/identity';
import { moneyPlants } from './fixtures/money';
import type { Plant } from './planting';
import { resultPlants } from './fixtures/results';
import { sendingPlants } from './fixtures/sending';

/** Every planted bug. Proving fails unless each of them is caught. */
export const plants: readonly Plant[] = [
  ...claimPlants,
  ...moneyPlants,
  ...resultPlants,
  ...sendingPlants,
  ...identityPlants,
  ...forgettingPlants,
];
