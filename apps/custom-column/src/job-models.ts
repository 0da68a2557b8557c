import type { Models } from '@userport/ai';
import type { JobModels } from './asking';
import type { Column } from './column';

/**
 * The models of one job. A column's author may choose the model that fills the cells; searching and judging stay with
 * the configured models, since a model should not judge its own work.
 */
export const jobModels = (models: Models, { model }: Pick<Column, 'model'>): JobModels => ({
  value: () => (model === undefined ? models.forRole('reason') : models.named(model)),
  extract: () => (model === undefined ? models.forRole('extract') : models.named(model)),
  search: () => models.forRole('search'),
  evaluate: () => models.forRole('evaluate'),
});

/**
 * Looks up every model that the column will need, so that a wrong name is told before anything is paid.
 * @throws TerminalError `model_unknown` listing the known names
 */
export function checkModels(models: JobModels, { useInternet, validateWithSearch }: Column): void {
  if (useInternet) models.extract();
  else models.value();
  if (useInternet || validateWithSearch) models.search();
  if (validateWithSearch) models.evaluate();
}
