import { z } from 'zod';

/** A typing error must not look like a budget: no job costs as much. */
const MOST_USD = 10_000;

/** The field `budget_usd` of a payload: what all units of the job may cost together, in US dollars. */
export const budgetField = () =>
  z.number().min(0).max(MOST_USD).nullish().meta({
    description:
      'US dollars that the job may cost; 0 lets only kept answers serve. Without it the configured budget holds, if any.',
  });
