import { leadLinkedinResearch } from '@userport/contracts/linkedin-research';
import { defineTaskFunction } from '@userport/host';
import { linkedinResearchTask } from './task';

/** LinkedIn research as a function. */
export const taskFunction = defineTaskFunction({
  contract: leadLinkedinResearch,
  sections: [],
  open: () => linkedinResearchTask(),
});
