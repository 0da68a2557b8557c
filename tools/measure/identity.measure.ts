import { compareNames, bareName, resolveIdentity, THRESHOLD } from '@userport/company-identity';
import names from '../../libs/company-identity/src/company-name.cases.json';
import type { Row } from '../bench/report';
import { IDENTITY_CASES, type IdentityCase } from './identity/cases';

/** Thresholds of the table, around the one in use. */
const THRESHOLDS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

const answerOf = ({ site, candidates }: IdentityCase, threshold: number): string | null =>
  resolveIdentity(site, candidates, threshold).accepted?.slug ?? null;

interface Counts {
  readonly answered: number;
  readonly wrong: readonly IdentityCase[];
  readonly abstained: readonly IdentityCase[];
}

/** At a threshold: how many were answered, wrongly answered, and of the decidable ones not answered. */
function countAt(threshold: number): Counts {
  const answered = IDENTITY_CASES.filter((one) => answerOf(one, threshold) !== null);
  return {
    answered: answered.length,
    wrong: answered.filter((one) => answerOf(one, threshold) !== one.right),
    abstained: IDENTITY_CASES.filter((one) => one.decidable && answerOf(one, threshold) === null),
  };
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10;

const nameRows = (say: (text: string) => void): Row[] => {
  const wrongBare = names.bare.filter(([, name = '', bare]) => bareName(name) !== bare);
  const wrongPairs = names.pairs.filter(([, a = '', b = '', match]) => compareNames(a, b) !== match);
  for (const one of [...wrongBare, ...wrongPairs]) say(`name: ${one.join(' | ')}`);
  const all = [...names.bare, ...names.pairs];
  return [
    { what: 'names stripped and compared', value: all.length, unit: 'cases', least: 200 },
    { what: 'countries of them', value: new Set(all.map(([country]) => country)).size, unit: '', least: 15 },
    { what: 'of them wrong', value: wrongBare.length + wrongPairs.length, unit: 'cases', limit: 0 },
  ];
};

/** How often the identity gate is right, and what other thresholds would do; all companies are invented. */
export function measure(say: (text: string) => void): Promise<Row[]> {
  const decidable = IDENTITY_CASES.filter((one) => one.decidable).length;
  const { answered, wrong, abstained } = countAt(THRESHOLD);
  for (const { kind, right } of wrong) say(`wrong: ${kind}, ${String(right)}`);
  for (const { kind, right } of abstained) say(`abstained: ${kind}, ${String(right)}`);
  const table = THRESHOLDS.flatMap((threshold): Row[] => {
    const at = countAt(threshold);
    const right = at.answered - at.wrong.length;
    return [
      { what: `threshold ${threshold}: precision`, value: percent(right, at.answered), unit: '%' },
      { what: `threshold ${threshold}: recall`, value: percent(right, decidable), unit: '%' },
    ];
  });
  return Promise.resolve([
    { what: 'identity cases', value: IDENTITY_CASES.length, unit: 'cases', least: 80 },
    { what: 'of them decidable', value: decidable, unit: 'cases', least: 40 },
    { what: 'answered', value: answered, unit: 'cases' },
    { what: 'wrong among those answered', value: wrong.length, unit: 'cases', limit: 0 },
    {
      what: 'abstentions among the decidable',
      value: percent(abstained.length, decidable),
      unit: '%',
      limit: 10,
    },
    ...nameRows(say),
    ...table,
  ]);
}
