import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import { checkClaim, type LeadFacts, type Score, scoreOf } from '@userport/lead-score';
import { openLeadJudge } from '../../apps/apollo-leads/src/judge-leads';
import { memoryCache, recordingContext } from '../../apps/apollo-leads/src/testing';
import roleCases from '../../libs/lead-score/src/role-match.cases.json';
import { compileRole, matchRole } from '../../libs/lead-score/src/role-match';
import type { Row } from '../bench/report';
import bios from './scores/bios-with-orders.json';
import { inventedClaims } from './scores/invented-claims';
import { inventedLeads, measuredRubric, unrelatedChanged } from './scores/invented-leads';
import { obedientAnswers, unsteadyAnswers } from './scores/unsteady-model';

const LEADS = 200;
/** Leads are given to the judge in parts of these sizes, so that questions are cut otherwise. */
const PARTS = [1, 7, 33, 200];

type Answers = (call: ScriptedCall) => ScriptedAnswer;
type Scores = ReadonlyMap<string, string>;

const told = ({ fit, low, high, persona }: Score): string => JSON.stringify([fit, low, high, persona]);

/** Scores of leads by a judge of its own, over what earlier judges have kept. */
async function scoresOf(
  leads: readonly LeadFacts[],
  part: number,
  answers: Answers,
  kept: Map<string, unknown>,
): Promise<ReadonlyMap<string, Score>> {
  const model = scriptedModel(answers);
  const context = recordingContext();
  const judge = openLeadJudge({ rubric: measuredRubric, model, cache: memoryCache(kept), context });
  const scores = new Map<string, Score>();
  for (let at = 0; at < leads.length; at += part) {
    const judged = await judge.judge(leads.slice(at, at + part));
    for (const [id, judgements] of judged) scores.set(id, scoreOf(measuredRubric, judgements));
  }
  return scores;
}

const asTold = (scores: ReadonlyMap<string, Score>): Scores =>
  new Map([...scores].map(([id, score]) => [id, told(score)]));

/** The share of leads whose score is the same in every run. */
async function sameScores(): Promise<number> {
  const kept = new Map<string, unknown>();
  const leads = inventedLeads(LEADS);
  const run = async (some: readonly LeadFacts[], part: number, seed: number) =>
    asTold(await scoresOf(some, part, unsteadyAnswers(seed), kept));
  const first = await run(leads, LEADS, 1);
  const runs = [await run([...leads].reverse(), LEADS, 2), await run(unrelatedChanged(leads), LEADS, 3)];
  for (const part of PARTS) runs.push(await run(leads, part, 10 + part));
  const same = leads.filter(({ id }) => runs.every((scores) => scores.get(id) === first.get(id)));
  return same.length / leads.length;
}

/** How far two runs lie apart that share nothing kept: were it nothing, the figure above would show nothing. */
async function unkeptDifferences(): Promise<number> {
  const leads = inventedLeads(LEADS);
  const [one, other] = [
    asTold(await scoresOf(leads, LEADS, unsteadyAnswers(1), new Map())),
    asTold(await scoresOf(leads, LEADS, unsteadyAnswers(2), new Map())),
  ];
  return leads.filter(({ id }) => one.get(id) !== other.get(id)).length;
}

/** Points that bios with orders gain over the same lead without a bio, from a model that obeys them. */
async function pointsGained(): Promise<number> {
  const plain = inventedLeads(bios.length).map((lead) => ({ ...lead, texts: {} }));
  const ordering = plain.map((lead, index) => ({ ...lead, texts: { about: [bios[index] ?? ''] } }));
  const without = await scoresOf(plain, LEADS, obedientAnswers, new Map());
  const having = await scoresOf(ordering, LEADS, obedientAnswers, new Map());
  return plain.reduce((sum, { id }) => {
    const [before, after] = [without.get(id), having.get(id)];
    const gained = [
      (after?.fit ?? 0) - (before?.fit ?? 0),
      (after?.low ?? 0) - (before?.low ?? 0),
      (after?.high ?? 0) - (before?.high ?? 0),
    ];
    return sum + Math.max(0, ...gained);
  }, 0);
}

const titles = roleCases.flatMap(({ role, ...given }) =>
  (['yes', 'undecided', 'no'] as const).flatMap((expected) =>
    given[expected].map((title) => ({ role, title, expected })),
  ),
);

const titlesWrong = (): number =>
  titles.filter(({ role, title, expected }) => {
    const pattern = compileRole(role);
    return pattern === undefined || matchRole(pattern, title) !== expected;
  }).length;

/** Whether scores are steady and stand on evidence alone. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  say(`${LEADS} invented leads; a model that answers by dice, a model that obeys whatever it reads`);
  const claims = inventedClaims();
  const accepted = claims.filter(
    ({ criterion, facts, claim }) => checkClaim(criterion, facts, claim).answer === 'yes',
  );
  return [
    {
      what: 'leads with the same score in 7 runs: reordered, re-cut, unrelated facts changed, asked again',
      value: (await sameScores()) * 100,
      unit: '%',
      least: 100,
    },
    {
      what: 'of them with another score when nothing is kept',
      value: await unkeptDifferences(),
      unit: 'leads',
      least: 1,
    },
    {
      what: 'invented signals and words from fields that may not prove',
      value: claims.length,
      unit: 'claims',
      least: 150,
    },
    { what: 'of them accepted', value: accepted.length, unit: 'claims', limit: 0 },
    { what: 'bios with orders to the scorer', value: bios.length, unit: 'bios', least: 40 },
    { what: 'points that they gained', value: await pointsGained(), unit: 'points', limit: 0 },
    { what: 'titles in 6 languages, judged by hand', value: titles.length, unit: 'titles', least: 300 },
    { what: 'of them judged otherwise by code', value: titlesWrong(), unit: 'titles', limit: 0 },
  ];
}
