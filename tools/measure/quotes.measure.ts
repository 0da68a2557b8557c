import { readFileSync } from 'node:fs';
import type { JsonObject } from '@userport/contracts';
import { openOwnWords, type OwnWords, type StatementRule } from '@userport/evidence';
import type { Row } from '../bench/report';

const FOLDER = 'tools/measure/quotes';
const LEAST_FORGED = 100;
const LEAST_INVENTED = 50;
const LEAST_ACCEPTED = 0.9;

type Quote = readonly [id: string, quote: string];
/** A statement, what it needs, its quotes and the paths of the request that it names; labelled by hand. */
type Statement = readonly [
  kind: string,
  activities: StatementRule['activities'],
  text: string,
  quotes: readonly Quote[],
  inputs?: readonly (readonly [path: string, value: string])[],
];

const textOf = (file: string): string => readFileSync(`${FOLDER}/${file}`, 'utf8');

const linesOf = <T>(file: string): readonly T[] =>
  textOf(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

const accepted = (what: string, count: number): Row => ({
  what: `${what} accepted`,
  value: count,
  unit: '',
  limit: 0,
});

/** What is said of an invented lead: how many forged quotes and unproved statements pass, and how many true ones do not. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const lead = JSON.parse(textOf('lead.json')) as { input: JsonObject; activities: readonly OwnWords[] };
  const judge = openOwnWords(lead.activities, lead.input);

  const passes = ([id, quote]: Quote): boolean =>
    judge.statement({ text: 'says this', quotes: [{ id, quote }], inputs: [] }, { activities: 1 }).supported;
  const forged = linesOf<readonly [string, string, string]>('forged-quotes.jsonl');
  const passed = forged.filter(([, id, quote]) => passes([id, quote]));
  for (const [kind, id, quote] of passed) say(`passed though ${kind}: ${id} ${JSON.stringify(quote)}`);
  const trueQuotes = linesOf<Quote>('true-quotes.jsonl');
  const refused = trueQuotes.filter((quote) => !passes(quote));
  for (const quote of refused) say(`refused: ${quote.join(' ')}`);

  const judged = linesOf<Statement>('statements.jsonl').map(
    ([kind, activities, text, quotes, inputs = []]) => {
      const claimed = {
        text,
        quotes: quotes.map(([id, quote]) => ({ id, quote })),
        inputs: inputs.map(([path, value]) => ({ path, value })),
      };
      return { kind, text, verdict: judge.statement(claimed, { activities }) };
    },
  );
  for (const { kind, text, verdict } of judged) {
    if (verdict.supported && kind !== 'true') say(`passed though ${kind}: ${text}`);
    if (!verdict.supported && kind === 'true')
      say(
        `refused (${verdict.reason}${verdict.invention === undefined ? '' : ` ${verdict.invention.text}`}): ${text}`,
      );
  }
  const count = (of: (kind: string) => boolean, supported?: true): number =>
    judged.filter(({ kind, verdict }) => of(kind) && (supported === undefined || verdict.supported)).length;
  const isInvented = (kind: string): boolean => kind.startsWith('invented');
  const isOther = (kind: string): boolean => kind !== 'true' && !isInvented(kind);
  const isTrue = (kind: string): boolean => kind === 'true';
  return [
    { what: 'forged quotes', value: forged.length, unit: '', least: LEAST_FORGED },
    accepted('forged quotes', passed.length),
    {
      what: 'statements with an invented name, number, date or URL',
      value: count(isInvented),
      unit: '',
      least: LEAST_INVENTED,
    },
    accepted('statements with an invention', count(isInvented, true)),
    { what: 'statements that lack sources or diagnose', value: count(isOther), unit: '' },
    accepted('statements that lack sources or diagnose', count(isOther, true)),
    {
      what: 'share of the true quotes accepted',
      value: 1 - refused.length / trueQuotes.length,
      unit: '',
      least: LEAST_ACCEPTED,
    },
    {
      what: 'share of the true statements accepted',
      value: count(isTrue, true) / count(isTrue),
      unit: '',
      least: LEAST_ACCEPTED,
    },
  ];
}
