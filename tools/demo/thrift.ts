import { MODELS, modelPriceAt } from '@userport/config';
import type { JsonObject } from '@userport/contracts';
import type { DemoJob } from './demo-job';

/** How a demo is run that must not cost much. */
export interface Thrift {
  /** What each job may cost, US dollars. */
  readonly budgetUsd: number;
  /** The model that is asked, so that a small budget buys something. */
  readonly model: string;
}

/** The model whose tokens cost least on a day, of those with a known price. */
export function cheapestModel(at: Date): string {
  const priced = MODELS.flatMap(({ name }) => {
    const { inputUsd = null, outputUsd = null } = modelPriceAt(name, at) ?? {};
    return inputUsd === null || outputUsd === null ? [] : [{ name, usd: inputUsd + outputUsd }];
  });
  const [cheapest] = priced.sort((a, b) => a.usd - b.usd);
  if (cheapest === undefined) throw new Error('No model of libs/config has a known price.');
  return cheapest.name;
}

/** The variables that give every role to one model. */
export const rolesOf = (model: string): Record<string, string> =>
  Object.fromEntries(
    ['MODEL_REASON', 'MODEL_EXTRACT', 'MODEL_SEARCH', 'MODEL_EVALUATE'].map((name) => [name, model]),
  );

/** The job with that budget; a model that its payload names gives way as well. */
export function thrifty(job: DemoJob, { budgetUsd, model }: Thrift): DemoJob {
  const config = job.payload['ai_config'] as JsonObject | null | undefined;
  const payload = { ...job.payload, budget_usd: budgetUsd };
  if (config?.['model'] === undefined) return { ...job, payload };
  return { ...job, payload: { ...payload, ai_config: { ...config, model } } };
}
