import { shapeOf } from '@userport/ai';
import { type LeadInsights } from '@userport/contracts/linkedin-research';
import type { JsonObject } from '@userport/contracts';
import { z } from 'zod';
import { isOldSignal } from '../cut-offs';
import { type Dating, latestOf } from '../parse/activity';
import { unknownDate } from '../parse/activity-date';
import { flatMapInSlices } from '../parse/in-slices';
import { askOnce } from './asking';
import { tellsOfLead } from './known';
import { SIGNALS_INSTRUCTIONS } from './prompts';
import { quotableOf } from './readable';
import type { Research } from './research';
import { dateOfInput } from './signal-date';
import { type Proven, quotesShape, type StatementJudge } from './statements';

/** Room for five signals with their grounds and messages. */
export const MAX_TOKENS = 4_000;

const answerSchema = z.object({
  signals: z.array(
    z.object({
      description: z.string(),
      reason: z.string(),
      outreach_message: z.string(),
      quotes: quotesShape,
      inputs: z.array(z.object({ path: z.string(), value: z.string() })),
    }),
  ),
});
const shape = shapeOf('personalization_signals', answerSchema);

/** What a model claims to be reasons to write. */
export type SignalsAnswer = z.infer<typeof answerSchema>;

/** What signals are part of. */
export type SignalsFound = Pick<LeadInsights, 'personalization_signals' | 'statements'>;

const NONE: SignalsFound = { personalization_signals: [], statements: [] };

/** The newest of the grounds that have a date. */
function dateOf({ statement, activities }: Proven, known: JsonObject): Dating {
  const dates = [
    ...activities.map(({ activity }) => activity.actedAt),
    ...statement.inputs.flatMap(({ path }) => dateOfInput(path, known) ?? []),
  ];
  const timeOf = (dating: Dating): number => latestOf(dating)?.getTime() ?? -Infinity;
  const [newest] = dates
    .filter(({ precision }) => precision !== 'unknown')
    .toSorted((a, b) => timeOf(b) - timeOf(a));
  return newest ?? unknownDate('no ground has a date');
}

const isoOf = (dating: Dating): JsonObject => ({
  date: dating.precision === 'exact' ? dating.at.toISOString() : null,
  date_interval:
    dating.precision === 'interval' ? { from: dating.from.toISOString(), to: dating.to.toISOString() } : null,
  date_evidence: dating.evidence,
  undated: dating.precision === 'unknown',
});

/** Judges reasons to write: by their grounds, with a date from there alone, not older than three months. */
export async function judgeSignals(
  { signals }: SignalsAnswer,
  judge: StatementJudge,
  { known, pause }: Pick<Research, 'known' | 'pause'>,
  now: Date,
): Promise<SignalsFound> {
  const keep = ({
    description,
    reason,
    outreach_message: message,
    quotes,
    inputs,
  }: SignalsAnswer['signals'][number]) => {
    const proven = judge.prove({ part: 'signal', text: description, quotes, inputs }, { activities: 0 });
    if (proven === undefined) return [];
    const dating = dateOf(proven, known.data);
    if (isOldSignal(dating, now)) {
      judge.drop({ part: 'signal', rule: 'older_than_three_months', claimed: description });
      return [];
    }
    if (!judge.mayAccompany('outreach_message', message, proven)) return [];
    const { statement, evidence } = proven;
    const why = judge.mayAccompany('signal_reason', reason, proven) ? [reason.trim()] : [];
    const marked = dating.precision === 'unknown' ? [...why, '(undated)'] : why;
    const signal = {
      description: statement.text,
      reason: [...marked, ...evidence].join(' '),
      outreach_message: message.trim(),
      ...isoOf(dating),
      activity_ids: statement.activity_ids,
    };
    return [{ signal, statement }];
  };
  const kept = await flatMapInSlices(signals, keep, pause, 1);
  return {
    personalization_signals: kept.map(({ signal }) => signal),
    statements: kept.map(({ statement }) => statement),
  };
}

/** Reasons to write to the lead now; nothing is asked when neither own words nor anything else is known. */
export async function findSignals(
  research: Research,
  judge: StatementJudge,
  now: Date,
): Promise<SignalsFound> {
  const { models, context, known, readable } = research;
  const quotable = quotableOf(readable);
  if (quotable.length === 0 && !tellsOfLead(known)) return NONE;
  const answer = await askOnce(
    {
      step: 'personalization_signals',
      input: { ids: quotable.map(({ key }) => key) },
      instructions: SIGNALS_INSTRUCTIONS,
      blocks: [
        { name: 'activities', content: quotable.map(({ shown }) => shown) },
        { name: 'known', content: known.data },
      ],
      task: 'Collect reasons to write to this person now.',
      shape,
      maxOutputTokens: MAX_TOKENS,
    },
    () => models.forRole('reason'),
    context,
  );
  if (answer === undefined) judge.drop({ part: 'signals', rule: 'no_answer', claimed: '' });
  return answer === undefined ? NONE : judgeSignals(answer, judge, research, now);
}

/** Insights with the signals in them. */
export const withSignals = (insights: LeadInsights, found: SignalsFound): LeadInsights => ({
  ...insights,
  personalization_signals: found.personalization_signals,
  statements: [...insights.statements, ...found.statements],
});
