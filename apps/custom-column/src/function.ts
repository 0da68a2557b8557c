import { openModels } from '@userport/ai';
import { customColumn } from '@userport/contracts/custom-column';
import { defineTaskFunction } from '@userport/host';
import { customColumnTask } from './task';

/** Custom columns as a function: the models are all that it needs from outside. */
export const taskFunction = defineTaskFunction({
  contract: customColumn,
  sections: ['ai'],
  open: ({ config, log }) => customColumnTask({ models: openModels(config.ai, log) }),
});
