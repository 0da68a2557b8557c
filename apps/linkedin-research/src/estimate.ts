import type { LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';
import type { TaskEstimate } from '@userport/host';

/** What a job will call and cost: pages are read by code alone. */
export const estimate: TaskEstimate<LeadLinkedinResearchPayload, never> = () => [];
