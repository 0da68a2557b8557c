import type { Json, JsonObject } from '@userport/contracts';
import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import { paint, wrap } from './terminal';

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const quoteLine = (quote: Json): string =>
  wrap(
    `"${textOf(fieldOf(quote, 'quote'))}" (${textOf(fieldOf(quote, 'date'))}, ${textOf(fieldOf(quote, 'activity_id'))})`,
    11,
  );

const inputLine = (input: Json): string =>
  wrap(`"${textOf(fieldOf(input, 'value'))}" (the request’s ${textOf(fieldOf(input, 'path'))})`, 11);

const groundLines = (statement: Json): string[] =>
  [
    ...listOf(fieldOf(statement, 'quotes')).map(quoteLine),
    ...listOf(fieldOf(statement, 'inputs')).map(inputLine),
  ].map((line) => paint('dim', line));

/** When a reason to write happened: a day, days, or that it is not known. */
function signalDate(signal: Json): string {
  const exact = textOf(fieldOf(signal, 'date')).slice(0, 10);
  const from = textOf(fieldOf(signal, 'date_interval', 'from')).slice(0, 10);
  const to = textOf(fieldOf(signal, 'date_interval', 'to')).slice(0, 10);
  if (exact !== '') return exact;
  return from === '' ? 'undated' : from === to ? from : `${from} to ${to}`;
}

/** Statements say what they rest on; a reason to write also has a date and a message. */
function statementLines(statement: Json, signals: readonly Json[]): string[] {
  const part = textOf(fieldOf(statement, 'part'));
  const text = textOf(fieldOf(statement, 'text'));
  const kind = textOf(fieldOf(statement, 'kind'));
  const signal = part === 'signal' ? signals.find((one) => fieldOf(one, 'description') === text) : undefined;
  const more = kind !== '' ? ` (${kind})` : signal === undefined ? '' : `, ${signalDate(signal)}`;
  const message = textOf(fieldOf(signal, 'outreach_message'));
  return [
    `     ${paint('bold', `${part.replaceAll('_', ' ')}${more}`)}`,
    wrap(text, 8),
    ...groundLines(statement),
    ...(message === '' ? [] : [wrap(`message: ${message}`, 8)]),
  ];
}

const WHY: Readonly<Record<string, string>> = {
  invented: 'says what stands in none of its grounds',
  too_few_sources: 'rests on fewer texts than it needs',
  not_their_words: 'quotes what the lead did not write',
  no_own_words: 'quotes an act without words of the lead',
  words_of_another: 'quotes what the lead quoted',
  only_polite: 'quotes a greeting',
  not_in_request: 'names a value that the request does not have',
  diagnosis: 'judges character, health, politics or religion',
  reads_as_instruction: 'reads like an order',
};

/** What models claimed and nobody gets to see, kept for people. */
export const droppedIn = ({ materials }: StoredUnit): readonly JsonObject[] =>
  materials
    .filter(({ step }) => step === 'understand')
    .flatMap(({ raw }) => listOf(fieldOf(raw as JsonObject, 'dropped')) as readonly JsonObject[]);

function droppedLine(one: JsonObject): string {
  const rule = textOf(one['rule']);
  const invention = textOf(one['invention']);
  const why = `${WHY[rule] ?? rule.replaceAll('_', ' ')}${invention === '' ? '' : `: ${invention}`}`;
  const claimed = textOf(one['claimed']);
  const said = claimed === '' ? '' : ` "${claimed}"`;
  return paint('yellow', wrap(`dropped, ${textOf(one['part']).replaceAll('_', ' ')}${said}: ${why}`, 5));
}

/** Insights with their quotes and the activities they rest on, then what was dropped and why. */
export function insightLines(unit: StoredUnit, insights: Json | undefined): string[] {
  const approach = fieldOf(insights, 'recommended_approach');
  const habits = [
    ...listOf(fieldOf(approach, 'best_channels')).map(textOf),
    textOf(fieldOf(approach, 'timing_preferences')),
  ].filter((text) => text !== '');
  const signals = listOf(fieldOf(insights, 'personalization_signals'));
  return [
    ...listOf(fieldOf(insights, 'statements')).flatMap((one) => statementLines(one, signals)),
    ...(habits.length === 0
      ? []
      : [`     ${paint('bold', 'where and when')}`, ...habits.map((habit) => wrap(habit, 8))]),
    ...droppedIn(unit).map(droppedLine),
  ];
}
