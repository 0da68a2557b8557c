import type { Judged } from '@userport/evidence';
import type { Row } from '../bench/report';
import {
  answers,
  claims,
  type CompanyJudge,
  companyJudges,
  groundedClaims,
  judgeSearched,
  judgeSentence,
  searchedClaims,
  type SentenceClaim,
  sentenceClaims,
} from './evidence/corpus';

/** A labelled claim and what was made of it. */
interface Verdict {
  readonly kind: string;
  readonly text: string;
  readonly judged: Judged<unknown>;
}

const LEAST_ADVERSARIAL = 150;
const LEAST_TRUE = 100;
/** Share of the true ones that must be accepted. */
const LEAST_ACCEPTED = 0.9;

const judgeOf = (judges: ReadonlyMap<string, CompanyJudge>, company: string): CompanyJudge => {
  const found = judges.get(company);
  if (found === undefined) throw new Error(`companies.json has no ${company}.`);
  return found;
};

function verdicts(judges: ReadonlyMap<string, CompanyJudge>, truth: boolean): readonly Verdict[] {
  const quoted = claims(truth).map(({ kind, company, page, field, value, quote }) => {
    const { judge, urls } = judgeOf(judges, company);
    const source = page === null ? null : (urls[page] ?? page);
    const text = `${company} ${field} ${JSON.stringify(value)} by ${JSON.stringify(quote)}`;
    return { kind, text, judged: judge.quoted(field, { value, quote, source }) };
  });
  const given = answers();
  const grounded = groundedClaims(truth).map(({ kind, company, answer, field, value }) => {
    const searched = given[answer];
    if (searched === undefined) throw new Error(`answers.json has no ${answer}.`);
    const text = `${company} ${field} ${JSON.stringify(value)} from answer ${answer}`;
    return {
      kind: `searched: ${kind}`,
      text,
      judged: judgeOf(judges, company).judge.grounded(field, value, searched),
    };
  });
  return [...quoted, ...grounded];
}

const describeSentence = ({ language, text, field, value }: SentenceClaim): string =>
  `${field} ${JSON.stringify(value)} by ${JSON.stringify(text)} (${language})`;

async function sentenceVerdicts(truth: boolean): Promise<readonly Verdict[]> {
  const quoted = sentenceClaims(truth).map(async (claim) => ({
    kind: claim.kind,
    text: describeSentence(claim),
    judged: await judgeSentence(claim),
  }));
  const searched = searchedClaims(truth).map((claim) => ({
    kind: `searched: ${claim.kind}`,
    text: describeSentence(claim),
    judged: judgeSearched(claim),
  }));
  return [...(await Promise.all(quoted)), ...searched];
}

const countByKind = (list: readonly Verdict[]): readonly Row[] =>
  [...Map.groupBy(list, ({ kind }) => kind)].map(([kind, group]) => ({
    what: `  accepted, ${kind} (${group.length})`,
    value: group.filter(({ judged }) => judged.supported).length,
    unit: '',
    limit: 0,
  }));

/** Claims about invented companies, labelled by hand: how many false ones are believed, how many true ones are not. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const judges = await companyJudges();
  const wrong = [...verdicts(judges, false), ...(await sentenceVerdicts(false))];
  const right = [...verdicts(judges, true), ...(await sentenceVerdicts(true))];
  for (const { kind, text, judged } of wrong) if (judged.supported) say(`believed though ${kind}: ${text}`);
  for (const { text, judged } of right)
    if (!judged.supported) say(`not believed (${judged.reason}): ${text}`);
  const accepted = right.filter(({ judged }) => judged.supported).length;
  return [
    { what: 'adversarial claims', value: wrong.length, unit: '', least: LEAST_ADVERSARIAL },
    {
      what: 'adversarial claims accepted',
      value: wrong.filter(({ judged }) => judged.supported).length,
      unit: '',
      limit: 0,
    },
    ...countByKind(wrong),
    { what: 'true claims', value: right.length, unit: '', least: LEAST_TRUE },
    {
      what: 'share of the true ones accepted',
      value: accepted / right.length,
      unit: '',
      least: LEAST_ACCEPTED,
    },
  ];
}
