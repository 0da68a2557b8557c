import type { CustomColumnPayload } from '@userport/contracts/custom-column';
import type { Column } from './column';
import type { Part } from './data-block';

/** What Django says of an entity, most telling parts first; others follow as they came. */
const FIRST_PARTS = [
  'lead_info',
  'account_info',
  'company',
  'insights',
  'company_insights',
  'enrichment_summary',
  'personality_insights',
  'linkedin_activity',
];

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const rank = (name: string): number => {
  const place = FIRST_PARTS.indexOf(name);
  return place === -1 ? FIRST_PARTS.length : place;
};

/** The parts of an entity's context that a column uses. An entity without a context has none. */
export function contextParts(
  payload: Pick<CustomColumnPayload, 'context_data'>,
  entityId: string,
  { useLinkedinActivity }: Pick<Column, 'useLinkedinActivity'>,
): Part[] {
  const contexts = payload.context_data;
  const context = Object.hasOwn(contexts, entityId) ? (contexts[entityId] ?? {}) : {};
  return Object.entries(context)
    .filter(([name, content]) => !isEmpty(content) && (useLinkedinActivity || name !== 'linkedin_activity'))
    .map(([name, content]) => ({ name, content }))
    .sort((a, b) => rank(a.name) - rank(b.name));
}
