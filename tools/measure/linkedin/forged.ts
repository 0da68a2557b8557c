import { readFileSync } from 'node:fs';
import type { JsonObject } from '@userport/contracts';
import type { OwnWords } from '@userport/evidence';
import { activity } from '../../../apps/linkedin-research/src/parse/testing';
import { knownOf } from '../../../apps/linkedin-research/src/understand/known';
import { readableActivities } from '../../../apps/linkedin-research/src/understand/readable';
import { judgeSignals } from '../../../apps/linkedin-research/src/understand/signals';
import { openStatementJudge } from '../../../apps/linkedin-research/src/understand/statements';
import type { Row } from '../../bench/report';

const FOLDER = 'tools/measure/quotes';
const LEAST_FORGED = 100;
const LEAST_INVENTED = 50;
const LEAST_ACCEPTED = 0.9;
/** A day on which nothing of the corpus is older than three months. */
const NOW = new Date('2026-06-01T12:00:00Z');
const pause = async (): Promise<void> => undefined;

type Quote = readonly [id: string, quote: string];
/** As `measure -- quotes` has them: what kind of statement it is, what it needs, its text and its grounds. */
type Statement = readonly [
  kind: string,
  activities: 0 | 1 | 2,
  text: string,
  quotes: readonly Quote[],
  inputs?: readonly (readonly [path: string, value: string])[],
];

const linesOf = <T>(file: string): readonly T[] =>
  readFileSync(`${FOLDER}/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

/** The judge of the task itself, over the invented lead of the corpus of quotes. */
async function openJudge() {
  const lead = JSON.parse(readFileSync(`${FOLDER}/lead.json`, 'utf8')) as {
    readonly input: JsonObject & { readonly person_name: string; readonly company_name: string };
    readonly activities: readonly OwnWords[];
  };
  const { person_name, company_name, ...input_data } = lead.input;
  const known = knownOf({ person_name, company_name, input_data });
  const activities = lead.activities.map(({ id, text }) =>
    activity({ key: id, ownWords: text, kind: text === null ? 'reaction' : 'post' }),
  );
  const readable = await readableActivities(activities, pause);
  return { open: () => openStatementJudge(readable, known), known };
}

const quotesOf = (quotes: readonly Quote[]) => quotes.map(([id, quote]) => ({ activity_id: id, quote }));

/** Forged quotes as starters, and invented facts as messages of signals whose grounds hold: what of it is delivered. */
export async function forgedRows(say: (text: string) => void): Promise<readonly Row[]> {
  const { open, known } = await openJudge();
  const forged = linesOf<readonly [string, string, string]>('forged-quotes.jsonl');
  const quoted = forged.filter(([, id, quote]) => {
    const claim = { part: 'starter', text: quote, quotes: quotesOf([[id, quote]]) } as const;
    return open().prove(claim, { activities: 1 }) !== undefined;
  });
  for (const [kind, , quote] of quoted) say(`delivered though ${kind}: ${quote}`);
  const isSent = async ([, , text, quotes, inputs = []]: Statement): Promise<boolean> => {
    const signal = {
      description: [...quotes.map(([, quote]) => quote), ...inputs.map(([, value]) => value)].join(', '),
      reason: '',
      outreach_message: text,
      quotes: quotesOf(quotes),
      inputs: inputs.map(([path, value]) => ({ path, value })),
    };
    const found = await judgeSignals({ signals: [signal] }, open(), { known, pause }, NOW);
    return found.personalization_signals.length > 0;
  };
  const statements = linesOf<Statement>('statements.jsonl');
  const sent: Statement[] = [];
  for (const one of statements) if (await isSent(one)) sent.push(one);
  const invented = statements.filter(([kind]) => kind.startsWith('invented'));
  const isTrue = ([kind]: Statement): boolean => kind === 'true';
  const inventedSent = sent.filter((one) => invented.includes(one));
  for (const [kind, , text] of inventedSent) say(`sent though ${kind}: ${text}`);
  return [
    { what: 'forged quotes', value: forged.length, unit: '', least: LEAST_FORGED },
    { what: 'of them delivered', value: quoted.length, unit: '', limit: 0 },
    {
      what: 'messages with an invented name, number, date or URL',
      value: invented.length,
      unit: '',
      least: LEAST_INVENTED,
    },
    { what: 'of them delivered', value: inventedSent.length, unit: '', limit: 0 },
    {
      what: 'share of the true messages delivered',
      value: sent.filter(isTrue).length / statements.filter(isTrue).length,
      unit: 'of 1',
      least: LEAST_ACCEPTED,
    },
  ];
}
