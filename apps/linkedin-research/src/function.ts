import { openModels } from '@userport/ai';
import { leadLinkedinResearch } from '@userport/contracts/linkedin-research';
import { defineTaskFunction } from '@userport/host';
import { linkedinResearchTask } from './task';

/** LinkedIn research as a function: pages are read by code, models say what they are about. */
export const taskFunction = defineTaskFunction({
  contract: leadLinkedinResearch,
  sections: ['ai', 'research'],
  open: ({ config, log }) =>
    linkedinResearchTask({
      models: openModels(config.ai, log),
      stopWhenAccountCompleted: config.research.STOP_WHEN_ACCOUNT_COMPLETED,
    }),
});
