import type { JsonObject } from '@userport/contracts';
import { type CustomColumnValue, failedValue } from '@userport/contracts/custom-column';
import { RetryableError, TerminalError } from '@userport/errors';
import type { Column } from './column';
import type { Finding } from './column-value';
import { paragraphs, safeMarkdown, sourceList } from './rationale';
import type { ValidationStatus } from './second-look';
import type { UsageFacts } from './usage-facts';
import type { ValueField } from './value-rules';

/** Said above the rationale of an answer whose search was none. */
const FROM_MEMORY = 'From the memory of the model: no web search stands behind this answer.';

const CHECK_SAYS: Readonly<Record<ValidationStatus, string>> = {
  validated_correct: '**Checked by search: confirmed.**',
  validated_incorrect: '**Checked by search: contradicted.**',
  insufficient_data: '**Checked by search: neither confirmed nor contradicted.**',
  validation_failed: '**Not checked by search.**',
};

const checkNote = ({ check }: Finding): string => {
  if (check === undefined) return '';
  const outcome = check.corrected ? 'The value was replaced by the one that the search tells.' : '';
  return [CHECK_SAYS[check.status], outcome, check.reason].filter((part) => part !== '').join(' ');
};

const rationaleOf = (finding: Finding): string => {
  const { raw, search, check, value, material } = finding;
  const own = paragraphs(
    checkNote(finding),
    search !== undefined && !search.grounded ? FROM_MEMORY : '',
    raw.rationale,
    value === null && raw.missing !== '' && raw.missing !== raw.rationale ? `Missing: ${raw.missing}` : '',
  );
  const sources = sourceList([
    ...(search?.grounded === true ? search.sources : []),
    ...(check?.sources ?? []),
  ]);
  return paragraphs(safeMarkdown(own, material), sources);
};

const metadataOf = (finding: Finding, usage: UsageFacts): JsonObject => {
  const { search, check, quotes } = finding;
  return {
    vendor: finding.vendor,
    model: finding.model,
    evidence: quotes.evidence.map(({ quote, part, urls }) => ({ quote, part, ...(urls && { urls }) })),
    quotes_not_found: quotes.notFound,
    ...(search && {
      search: {
        model: search.usage.model,
        grounded: search.grounded,
        queries: search.queries,
        sources: search.sources.map(({ url, title }) => ({ url, title })),
      },
    }),
    ...(check && {
      search_validation: {
        validation_status: check.status,
        corrected: check.corrected,
        sources: check.sources.map(({ url, title }) => ({ url, title })),
      },
    }),
    repaired: finding.repaired,
    cleaned_characters: finding.cleanedCharacters,
    cut_characters: finding.cutCharacters,
    usage,
  };
};

const filled = (columnId: string, entityId: string): CustomColumnValue => ({
  ...failedValue(columnId, entityId, {}),
  status: 'completed',
  error_details: null,
});

/** The cell of a finding; an unknown value is an empty cell with its rationale. */
export function foundRow(
  { id }: Pick<Column, 'id'>,
  entityId: string,
  field: ValueField,
  finding: Finding,
  usage: UsageFacts,
): CustomColumnValue {
  const { value, material } = finding;
  return {
    ...filled(id, entityId),
    // A text is shown as Markdown, so the same care holds for it as for a rationale.
    [field]:
      field === 'value_string' && typeof value === 'string' ? safeMarkdown(value, material) || null : value,
    confidence_score: finding.confidence,
    rationale: rationaleOf(finding),
    generation_metadata: metadataOf(finding, usage),
  };
}

/** The cell of an entity of which nothing is known: no model is asked, since it could only make something up. */
export const emptyContextRow = ({ id }: Pick<Column, 'id'>, entityId: string): CustomColumnValue => ({
  ...filled(id, entityId),
  confidence_score: 0,
  rationale:
    'Not known: nothing is stored about this record (its context is empty), so there was nothing to answer from.',
});

/** The cell of an entity that failed, in words for people. */
export function errorRow(
  { id }: Pick<Column, 'id'>,
  entityId: string,
  error: unknown,
  usage: UsageFacts,
): CustomColumnValue {
  const known = error instanceof TerminalError || error instanceof RetryableError;
  const message = known
    ? error.message
    : 'Something unexpected went wrong; the log of the function has more.';
  return failedValue(
    id,
    entityId,
    {
      error: message,
      error_type: known ? error.code : 'unexpected',
      retryable: !(error instanceof TerminalError),
    },
    { usage },
  );
}
