import type { Models } from '@userport/ai';
import { type ScriptedAnswer, type ScriptedCall, scriptedModel } from '@userport/ai/testing';
import type { CallbackBody, JsonObject } from '@userport/contracts';
import type { LeadEvaluation, StructuredLead } from '@userport/contracts/apollo-leads';
import { RetryableError, TerminalError } from '@userport/errors';
import type { Apollo, ApolloPerson } from '@userport/providers/apollo';
import type { PersonProfile, ProfileProvider } from '@userport/providers/enrichlayer';
import type { TaskResult } from '@userport/runner';
import { createAnswerer } from '../../../tools/sandbox/answerer/answerer';
import { inventedWorld } from '../../../tools/sandbox/world/world';
import { apolloLeadsTask } from './task';
import {
  apolloWith,
  memoryCache,
  NOW_MS,
  payloadFor,
  personFor,
  profileFor,
  profilesWith,
  recordingContext,
} from './testing';

const answerer = createAnswerer(inventedWorld);

/** Answers as the sandbox's models do. */
const sandboxAnswer = ({ question, jsonSchema = {} }: ScriptedCall): ScriptedAnswer => ({
  object: answerer.data(question, jsonSchema),
});

interface Settings {
  readonly people: readonly ApolloPerson[];
  readonly profiles?: readonly PersonProfile[];
  readonly apollo?: Partial<Apollo>;
  readonly provider?: Partial<ProfileProvider>;
  readonly answer?: (call: ScriptedCall, index: number) => ScriptedAnswer;
  readonly kept?: Map<string, unknown>;
}

const opened = ({ people, profiles = [], answer = sandboxAnswer, kept, ...more }: Settings) => {
  const model = scriptedModel(answer);
  const models: Models = { forRole: () => model, named: () => model };
  const apollo = apolloWith(people, more.apollo);
  const provider = profilesWith(profiles);
  const task = apolloLeadsTask({
    models,
    apollo,
    profiles: { ...provider, ...more.provider },
    accounts: { newest: async () => undefined },
    prompts: memoryCache(kept),
  });
  return { task, model, apollo, provider };
};

const bodiesOf = ({ bodies }: TaskResult): JsonObject[] =>
  (bodies as readonly CallbackBody[]).map(({ body }) => body);
const dataOf = (body: JsonObject) =>
  body['processed_data'] as unknown as {
    structured_leads: StructuredLead[];
    all_leads: LeadEvaluation[];
    qualified_leads: LeadEvaluation[];
    metrics: { sums: Record<string, number> };
  };
const evaluationsOf = (result: TaskResult): LeadEvaluation[] =>
  bodiesOf(result).flatMap((body) => dataOf(body).all_leads);
const sumsOf = ({ summary }: TaskResult) => (summary['metrics'] as unknown as { sums: JsonObject }).sums;

const many = (count: number): ApolloPerson[] =>
  Array.from({ length: count }, (_, index) => personFor(`p${String(index).padStart(4, '0')}`));

const operationCount = (model: { calls: readonly ScriptedCall[] }, operation: string): number =>
  model.calls.filter(({ question }) => question.operation === operation).length;

describe('apolloLeadsTask', () => {
  it('finds, judges, reveals, enriches and delivers', async () => {
    const people = [
      personFor('a'),
      personFor('b', { title: 'Automation Lead', seniority: 'manager' }),
      personFor('c', { title: 'Finance Manager', seniority: 'manager' }),
    ];
    const about = 'Led two robot recalls in 2025.';
    const profiles = [profileFor('http://www.linkedin.com/in/a-demo', { about })];
    const { task, provider } = opened({ people, profiles });
    const context = recordingContext();
    const result = await task.run(payloadFor(), context);
    expect(
      context.progressed.map((body) => [
        body['completion_percentage'],
        (body['processed_data'] as JsonObject)['stage'],
      ]),
    ).toEqual([
      [10, 'initialization'],
      [30, 'fetching_employees'],
      [50, 'initial_evaluation'],
      [70, 'enriching_leads'],
      [90, 'evaluating_leads'],
    ]);
    const [first] = evaluationsOf(result);
    expect(first).toMatchObject({ id: 'a', persona_match: 'buyer' });
    expect(first?.matching_signals).toContain('Robot recalls ("Led two robot recalls in 2025.", about)');
    expect(first?.rationale).toMatch(/^\d+ \(\d+ to \d+; unknown: new site openings\)\. /i);
    expect(provider.asked).toEqual([
      'http://www.linkedin.com/in/a-demo',
      'http://www.linkedin.com/in/b-demo',
    ]);
    expect(sumsOf(result)).toMatchObject({ found: 3, sent: 2, not_revealed: 1 });
    expect(context.raw.map(({ step }) => step)).toEqual(['rubric', 'leads_1']);
  });

  it.each([
    [0, [0]],
    [1, [1]],
    [20, [20]],
    [21, [20, 1]],
    [40, [20, 20]],
    [41, [20, 20, 1]],
  ])('sends %d leads in pages of %j, numbered from the time of its election', async (count, sizes) => {
    const { task } = opened({ people: many(count) });
    const bodies = bodiesOf(await task.run(payloadFor(), recordingContext()));
    const last = NOW_MS + sizes.length - 1;
    expect(bodies.map((body) => body['pagination'])).toEqual(
      sizes.map((size, index) => ({
        page: NOW_MS + index,
        total_pages: last,
        leads_per_page: 20,
        total_leads: count,
        current_chunk: { structured_leads: size, all_leads: size, qualified_leads: size },
      })),
    );
    for (const body of bodies) {
      const { structured_leads: leads, all_leads: all, qualified_leads: qualified } = dataOf(body);
      expect(all.map(({ id }) => id)).toEqual(leads.map(({ id }) => id));
      expect(qualified.every(({ id }) => all.some((one) => one.id === id))).toBe(true);
    }
  });

  it('judges each distinct title once, whoever bears it', async () => {
    const people = many(100).map((person, index) => ({ ...person, title: `Keeper of Robots ${index % 3}` }));
    const { task, model } = opened({ people });
    await task.run(payloadFor(), recordingContext());
    const [titles] = model.calls.filter(({ question }) => question.operation === 'lead_judgements');
    expect(titles?.question.prompt.match(/"id":"i\d+"/g)).toHaveLength(3);
  });

  it('asks nothing and scores the same in another job over the same facts', async () => {
    const kept = new Map<string, unknown>();
    const people = [...many(30), personFor('x', { title: 'Keeper of Robots', headline: 'Robot recalls' })];
    const first = await opened({ people, kept }).task.run(payloadFor(), recordingContext());
    const again = opened({ people, kept });
    const second = await again.task.run(payloadFor(), recordingContext({ jobId: 'job-2' }));
    expect(operationCount(again.model, 'lead_judgements')).toBe(0);
    const same = (result: TaskResult) => bodiesOf(result).map(({ job_id: _job, ...body }) => body);
    expect(same(second)).toEqual(same(first));
  });

  it('asks again about a lead that the answer forgot, then says that it is not known, and drops nobody', async () => {
    const people = [personFor('x', { title: 'Keeper of Robots' }), personFor('y')];
    const answer = (call: ScriptedCall): ScriptedAnswer =>
      call.question.operation === 'lead_judgements' ? { object: { judged: [] } } : sandboxAnswer(call);
    const { task, model } = opened({ people, answer });
    const result = await task.run(payloadFor(), recordingContext());
    expect(evaluationsOf(result).map(({ id }) => id)).toEqual(['y', 'x']);
    expect(operationCount(model, 'lead_judgements')).toBe(2);
    expect(evaluationsOf(result)[1]?.internal_analysis).toContain('asked twice and did not answer');
  });

  it('delivers everybody when the provider of profiles has no credits left', async () => {
    let bought = 0;
    const person = async ({ url }: { url: string }) => {
      if (++bought > 2) throw new RetryableError('Out of credits.', { code: 'quota_exhausted' });
      return profileFor(url);
    };
    const { task } = opened({ people: many(15), provider: { person } });
    const context = recordingContext();
    const result = await task.run(payloadFor(), context);
    expect(sumsOf(result)).toMatchObject({ found: 15, sent: 15 });
    expect(result.summary['metrics']).toMatchObject({ enriched_leads: 2, enrichment_errors: 13 });
    const leads = (context.raw[1]?.raw as { leads: { enriched: string }[] }).leads;
    expect(leads.filter(({ enriched }) => enriched === 'quota_exhausted')).toHaveLength(13);
  });

  it('stops buying at the budget and counts who stays unrevealed', async () => {
    const spent = new TerminalError('The budget is spent.', { code: 'budget_exhausted' });
    const people = many(25);
    const reveal: Apollo['reveal'] = async (ids) => {
      if (ids.includes('p0010')) throw spent;
      return ids.map((id) => ({ id, person: people.find((one) => one.id === id) ?? null }));
    };
    const { task } = opened({ people, apollo: { reveal } });
    const result = await task.run(payloadFor(), recordingContext());
    expect(sumsOf(result)).toMatchObject({
      found: 25,
      sent: 20,
      not_revealed: 5,
      not_revealed_reasons: { budget_exhausted: 5 },
    });
  });

  it('reveals no more than it may, the most promising first', async () => {
    const people = [...many(5), personFor('intern', { title: 'Operations Intern' })];
    const { task, apollo } = opened({ people });
    await task.run(payloadFor({ max_revealed: 3 }), recordingContext());
    expect(apollo.revealedIds).toEqual(['p0000', 'p0001', 'p0002']);
  });

  it('counts somebody who is listed twice once', async () => {
    const people = [
      personFor('a'),
      personFor('a'),
      personFor('b', { linkedinUrl: 'https://linkedin.com/in/a-demo/' }),
    ];
    const { task } = opened({ people });
    const result = await task.run(payloadFor(), recordingContext());
    expect(sumsOf(result)).toMatchObject({ found: 3, sent: 1, duplicates: 2 });
  });

  it('scores whoever has left as such', async () => {
    const people = [personFor('a')];
    const profiles = [
      profileFor('http://www.linkedin.com/in/a-demo', {
        employments: [
          {
            title: 'COO',
            description: null,
            company: 'Harbour Mills',
            companyUrl: null,
            location: null,
            start: { year: 2026, month: 5, day: null },
            end: null,
            isCurrent: true,
          },
        ],
      }),
    ];
    const result = await opened({ people, profiles }).task.run(payloadFor(), recordingContext());
    const [lead] = evaluationsOf(result);
    expect(lead?.fit_score).toBeLessThanOrEqual(20);
    expect(lead?.rationale).toContain('Ruled out: has left the company.');
    expect(dataOf(bodiesOf(result)[0] ?? {}).qualified_leads).toEqual([]);
  });

  it('buys nobody, and says why, when a product gives nothing to judge by', async () => {
    const product = {
      name: 'FleetSense',
      description: 'Monitoring',
      persona_role_titles: {},
      additional_lead_signals: null,
    };
    const result = await opened({ people: many(2) }).task.run(
      payloadFor({ product_data: product }),
      recordingContext(),
    );
    expect((result.summary['metrics'] as JsonObject)['notes']).toContain(
      'The product names no personas: only its description and signals count.',
    );
    expect(sumsOf(result)).toMatchObject({ found: 2, sent: 0, not_revealed: 2 });
  });

  it.each([
    ['no account data', { account_data: null }],
    ['no website', { account_data: { name: 'Northwind Robotics', website: null } }],
    ['a website that is none', { account_data: { name: 'Northwind Robotics', website: 'localhost' } }],
  ])('fails with %s, saying what to do', async (_what, more) => {
    const { task, model } = opened({ people: many(1) });
    await expect(task.run(payloadFor(more), recordingContext())).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'account_unsearchable',
    });
    expect(model.calls).toHaveLength(0);
  });

  it('waits for the next attempt while a model is in trouble, and at the last one delivers what it has', async () => {
    const busy = new RetryableError('Busy.', { code: 'rate_limited' });
    const answer = (call: ScriptedCall): ScriptedAnswer =>
      call.question.operation === 'lead_judgements' ? { error: busy } : sandboxAnswer(call);
    const people = [personFor('x', { title: 'Keeper of Robots' })];
    const { task } = opened({ people, answer });
    await expect(task.run(payloadFor(), recordingContext())).rejects.toBe(busy);
    const result = await task.run(payloadFor(), recordingContext({ last: true }));
    expect(sumsOf(result)).toMatchObject({ found: 1, sent: 1 });
    expect(result.summary['metrics']).toMatchObject({ ai_errors: 1 });
  });
});
