import { fold } from './fold';
import { byCode, type Judgement } from './judgement';
import type { LeadFacts } from './lead-facts';
import { beganWithin } from './partial-date';
import { compileRole, matchReadings, type RolePattern } from './role-match';
import type { Criterion, CriterionKind, Rubric } from './rubric';
import { readTitle, type TitleReading } from './title';
import type { Rank } from './title-words';

/** A criterion with its titles compiled. */
interface Compiled {
  readonly criterion: Criterion;
  readonly roles: readonly RolePattern[];
  /** Functions that the criterion names. */
  readonly functions: ReadonlySet<string>;
  /** Readings of titles; many people bear the same one. */
  readonly read: (title: string) => readonly TitleReading[];
}

/** Judges what facts decide. Undefined: only somebody who understands the text can tell. */
export type CodeJudge = (criterion: Criterion, facts: LeadFacts, nowMs: number) => Judgement | undefined;

const TITLE = 'current_employment.title';

const LEVELS: Readonly<Record<Rank, string>> = {
  chief: 'c_suite',
  founder: 'founder',
  owner: 'owner',
  partner: 'partner',
  vp: 'vp',
  head: 'head',
  director: 'director',
  manager: 'manager',
  lead: 'manager',
};

/** Everything after another: the level that a person has is the highest of those that the title names. */
const RANK_ORDER = Object.keys(LEVELS) as Rank[];

const unknownTitle = byCode('unknown', null, null, 'The vendor gives no title.');

function judgeRoles({ roles, read }: Compiled, { title }: LeadFacts): Judgement | undefined {
  if (title === null || title.trim() === '') return unknownTitle;
  const readings = read(title);
  let isRuledOut = true;
  for (const role of roles) {
    const match = matchReadings(role, readings);
    if (match === 'yes')
      return { ...byCode('yes', TITLE, title, `Title pattern of "${role.text}".`), pattern: role.text };
    if (match !== 'no') isRuledOut = false;
  }
  if (isRuledOut) return byCode('no', TITLE, null, 'The title says once, in training, or assistant to.');
  return undefined;
}

/** What is on a list of titles is excluded, everything else is not. */
const judgeExclusion = (compiled: Compiled, facts: LeadFacts): Judgement => {
  if (compiled.criterion.id === 'left_company') {
    const answer = { left: 'yes', here: 'no', unknown: 'unknown' }[facts.atCompany] as Judgement['answer'];
    return byCode(answer, 'current_employment.organization_name', answer === 'yes' ? facts.atCompany : null);
  }
  return judgeRoles(compiled, facts) ?? byCode('no', TITLE, null);
};

/** The level of a person: the vendor's word, else the highest that the title names; null when neither says one. */
export function seniorityOf(
  { seniority, title }: LeadFacts,
  read: Compiled['read'] = readTitle,
): { level: string; field: 'title' | 'seniority' } | null {
  const word = seniority === null ? '' : fold(seniority).replaceAll(/[\s-]+/g, '_');
  if (word !== '') return { level: word, field: 'seniority' };
  const parts = read(title ?? '').slice(1);
  const present = parts.filter(
    ({ marks }) => !marks.has('past') && !marks.has('assistant') && !marks.has('junior'),
  );
  const rank = RANK_ORDER.find((one) => present.some(({ ranks }) => ranks.has(one)));
  return rank === undefined ? null : { level: LEVELS[rank], field: 'title' };
}

function judgeSeniority({ criterion, read }: Compiled, facts: LeadFacts): Judgement {
  const known = seniorityOf(facts, read);
  if (known === null) return byCode('unknown', null, null, 'Neither vendor nor title says a level.');
  const field = `current_employment.${known.field}` as const;
  const isOne = criterion.values?.includes(known.level) ?? false;
  return byCode(
    isOne ? 'yes' : 'no',
    field,
    isOne ? (known.field === 'title' ? facts.title : known.level) : null,
  );
}

const functionsIn = (text: string, read: Compiled['read']): string[] => {
  const [whole] = read(text.replaceAll('_', ' ').replace(/^master /i, ''));
  return whole === undefined ? [] : [...whole.functions, ...whole.others.map((word) => `word:${word}`)];
};

function judgeFunction({ functions: wanted, read }: Compiled, { functions, title }: LeadFacts): Judgement {
  const named = functions.find((one) => functionsIn(one, read).some((name) => wanted.has(name)));
  if (named !== undefined) return byCode('yes', 'current_employment.functions', named);
  const proving = read(title ?? '').slice(1);
  const inTitle = proving.find((part) => [...part.functions].some((name) => wanted.has(name)));
  if (inTitle !== undefined) return byCode('yes', TITLE, title);
  if (functions.length > 0) return byCode('no', 'current_employment.functions', null);
  const saysOne = proving.some((part) => part.functions.size > 0);
  return saysOne
    ? byCode('no', TITLE, null)
    : byCode('unknown', null, null, 'Neither vendor nor title says a function.');
}

function judgeTime({ criterion }: Compiled, { startDate }: LeadFacts, nowMs: number): Judgement {
  const answer = beganWithin(startDate, criterion.maxMonths ?? 0, nowMs);
  if (answer === 'unknown')
    return byCode(
      'unknown',
      null,
      null,
      startDate === null ? 'No start date.' : `"${startDate}" leaves it open.`,
    );
  return byCode(answer, 'current_employment.start_date', answer === 'yes' ? startDate : null);
}

const JUDGES: Readonly<
  Record<CriterionKind, (compiled: Compiled, facts: LeadFacts, nowMs: number) => Judgement | undefined>
> = {
  persona: judgeRoles,
  seniority: judgeSeniority,
  function: judgeFunction,
  time_in_role: judgeTime,
  exclusion: judgeExclusion,
  signal: () => undefined,
};

/** Reads each title once. */
function openReader(): Compiled['read'] {
  const known = new Map<string, readonly TitleReading[]>();
  return (title) => {
    const readings = known.get(title) ?? readTitle(title);
    known.set(title, readings);
    return readings;
  };
}

/**
 * Opens the judge of a rubric: personas by title, level, function, time in the role and exclusions, all from the
 * current employment as the vendor gives it. Titles are compiled and read once.
 */
export function openCodeJudge({ criteria }: Rubric): CodeJudge {
  const read = openReader();
  const compile = (criterion: Criterion): Compiled => ({
    criterion,
    roles: (criterion.roles ?? []).map(compileRole).filter((role) => role !== undefined),
    functions: new Set((criterion.values ?? []).flatMap((value) => functionsIn(value, read))),
    read,
  });
  const compiled = new Map(criteria.map((criterion) => [criterion.id, compile(criterion)]));
  return (criterion, facts, nowMs) =>
    JUDGES[criterion.kind](compiled.get(criterion.id) ?? compile(criterion), facts, nowMs);
}
