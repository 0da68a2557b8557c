import type { Models } from '@userport/ai';
import { scriptedModel } from '@userport/ai/testing';
import type { JsonObject } from '@userport/contracts';
import { leadLinkedinResearch } from '@userport/contracts/linkedin-research';
import type { PageAnswer } from '@userport/runner';
import { openTestGateway, type TestGateway } from '../../apps/gateway/src/testing';
import { cardList, feedCard, idAt } from '../../apps/linkedin-research/src/parse/testing';
import { linkedinResearchTask } from '../../apps/linkedin-research/src/task';
import { createAnswerer } from '../sandbox/answerer/answerer';
import { decideCallback } from '../sandbox/receiver/decide';
import { type DjangoState, emptyState, openDirectory, textOf } from '../sandbox/receiver/django-state';
import { inventedWorld } from '../sandbox';

const CREATE = '/api/v1/tasks/create/lead_linkedin_research';
const ACCOUNT = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const INES = 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22';
const TOM = 'b3d0e1bb-7f1f-4b66-9b4c-3d1f7f7e2f33';
const ROW = `${ACCOUNT}/lead_linkedin_research`;
const jobOf = (leadId: string): string => `linkedin_research_${leadId}`;
const inesAuthor = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP', degree: '2nd' };
const post = (iso: string, text: string): string =>
  feedCard({ urn: `urn:li:activity:${idAt(iso)}`, author: inesAuthor, age: '1w', text }, 2026);
const request = (leadId: string, ...posts: string[]) => ({
  account_id: ACCOUNT,
  lead_id: leadId,
  person_name: 'Ines Okafor',
  company_name: 'Northwind Robotics',
  person_linkedin_url: 'https://www.linkedin.com/in/ines/',
  posts_html: cardList(posts),
  comments_html: null,
  reactions_html: '',
  job_id: jobOf(leadId),
});
const FIRST = post('2026-10-01T08:00:00Z', 'The night shift found eleven stops.');
const SECOND = post('2026-10-08T08:00:00Z', 'We plan the spare parts before the night.');

/** Django as it is, on its own state; what it stores stays. */
function django(state: DjangoState) {
  return (body: JsonObject): PageAnswer => {
    const { httpStatus, answer, changes } = decideCallback(state, body, openDirectory);
    for (const change of changes) change(state);
    if (httpStatus !== 200)
      return { kind: 'refused', httpStatus, answer: JSON.stringify(answer), forGood: false };
    return answer['status'] === 'skipped'
      ? { kind: 'skipped', httpStatus, reason: textOf(answer['reason']) }
      : { kind: 'accepted', httpStatus };
  };
}

describe('LinkedIn research and a Django that keeps one row per account', () => {
  let gateway: TestGateway;
  let state: DjangoState;
  let operations: string[];

  async function open(stopWhenAccountCompleted: boolean): Promise<void> {
    state = emptyState();
    operations = [];
    const answerer = createAnswerer(inventedWorld);
    const model = scriptedModel(({ question, jsonSchema = {} }) => {
      operations.push(question.operation);
      return { object: answerer.data(question, jsonSchema) };
    });
    const models: Models = { forRole: () => model, named: () => model };
    const task = linkedinResearchTask({ models, stopWhenAccountCompleted });
    gateway = await openTestGateway({
      contracts: [leadLinkedinResearch],
      startMs: Date.parse('2026-10-16T09:00:00Z'),
      tasks: { lead_linkedin_research: task },
    });
    const receive = django(state);
    gateway.receiver.progress = receive;
    gateway.receiver.answer = () => receive(gateway.receiver.sent.at(-1) ?? {});
  }
  afterEach(() => gateway.close());

  const create = (leadId: string, ...posts: string[]) =>
    gateway.call('POST', CREATE, request(leadId, ...posts));
  const statusOf = async (leadId: string) =>
    (await gateway.call('GET', `/api/v1/tasks/${jobOf(leadId)}/status`)).body;
  const lastDates = () => {
    const found = gateway.receiver.sent.at(-1)?.['processed_data'] as { content_details: JsonObject[] };
    return found.content_details.map((one) => one['publish_date']);
  };

  describe('by default', () => {
    beforeEach(() => open(false));

    it('makes a new capture the next generation, with nothing of the old report in it', async () => {
      await create(INES, FIRST);
      expect(await gateway.run()).toEqual(['delivered']);
      expect(state.researched.get(INES)).toBe('completed');
      expect(lastDates()).toEqual(['2026-10-01T08:00:00.000Z']);
      state.rows.clear();
      const { body } = await create(INES, SECOND);
      expect(body).toMatchObject({ job_id: jobOf(INES), status: 'scheduled' });
      expect(await gateway.run()).toEqual(['delivered']);
      expect(await statusOf(INES)).toMatchObject({ generation: 2, status: 'delivered' });
      expect(lastDates()).toEqual(['2026-10-08T08:00:00.000Z']);
      expect(JSON.stringify(gateway.receiver.sent.at(-1))).not.toContain('eleven stops');
    });

    it('sends the report again when the same capture is asked for again, and pays nothing', async () => {
      await create(INES, FIRST);
      await gateway.run();
      const asked = operations.length;
      await create(INES, FIRST);
      expect(await gateway.run()).toEqual(['resumed']);
      expect(operations).toHaveLength(asked);
      expect(gateway.receiver.sent.at(-1)).toEqual(gateway.receiver.sent[0]);
    });

    it('researches a second lead all the same; what Django ignores is visible and can be redelivered', async () => {
      await create(INES, FIRST);
      await gateway.run();
      await create(TOM, SECOND);
      expect(await gateway.run()).toEqual(['not_taken']);
      expect(await statusOf(TOM)).toMatchObject({ status: 'not_taken' });
      expect(JSON.stringify(await statusOf(TOM))).toContain('Enrichment already completed');
      expect(state.researched.has(TOM)).toBe(false);
      const asked = operations.length;
      state.rows.delete(ROW);
      expect((await gateway.call('POST', `/api/v1/tasks/${jobOf(TOM)}/redeliver`)).status).toBe(200);
      expect(await gateway.run()).toEqual(['resumed']);
      expect(await statusOf(TOM)).toMatchObject({ status: 'delivered' });
      expect(state.researched.get(TOM)).toBe('completed');
      expect(operations).toHaveLength(asked);
    });

    it('fails on a capture that nobody can read, and is taken when a better one follows', async () => {
      await gateway.call('POST', CREATE, { ...request(INES), posts_html: '<main>hello</main>' });
      expect(await gateway.run()).toEqual(['failed']);
      expect(state.rows.get(ROW)?.status).toBe('failed');
      expect(operations).toEqual([]);
      await create(INES, FIRST);
      expect(await gateway.run()).toEqual(['delivered']);
      expect(state.researched.get(INES)).toBe('completed');
    });

    it('ends a capture of an empty tab, so that the lead does not stay in processing', async () => {
      await create(INES);
      expect(await gateway.run()).toEqual(['delivered']);
      expect(state.researched.get(INES)).toBe('completed');
      expect(gateway.receiver.sent.at(-1)?.['processed_data']).toMatchObject({
        content_details: [{ processing_status: 'no_activity', publish_date: null, focus_on_company: null }],
      });
    });
  });

  describe('with STOP_WHEN_ACCOUNT_COMPLETED', () => {
    beforeEach(() => open(true));

    it('runs the first lead', async () => {
      await create(INES, FIRST);
      expect(await gateway.run()).toEqual(['delivered']);
    });

    it('buys nothing for a second lead, and says that it was not taken; a retry runs it', async () => {
      await create(INES, FIRST);
      await gateway.run();
      operations.length = 0;
      await create(TOM, SECOND);
      expect(await gateway.run()).toEqual(['not_taken']);
      expect(operations).toEqual([]);
      expect(await statusOf(TOM)).toMatchObject({ status: 'not_taken', generation: 1 });
      const { body: failed } = await gateway.call('GET', '/api/v1/tasks/failed');
      expect(JSON.stringify(failed)).toContain(jobOf(TOM));
      state.rows.delete(ROW);
      expect((await gateway.call('POST', `/api/v1/tasks/${jobOf(TOM)}/retry`)).status).toBe(200);
      expect(await gateway.run()).toEqual(['delivered']);
      expect(await statusOf(TOM)).toMatchObject({ status: 'delivered', generation: 2 });
      expect(operations.toSorted()).toEqual([
        'describe_activities',
        'lead_insights',
        'personalization_signals',
      ]);
    });

    it('runs a retry although Django still has a completed row', async () => {
      await create(INES, FIRST);
      await gateway.run();
      await create(TOM, SECOND);
      await gateway.run();
      operations.length = 0;
      await gateway.call('POST', `/api/v1/tasks/${jobOf(TOM)}/retry`);
      expect(await gateway.run()).toEqual(['not_taken']);
      expect(operations).not.toEqual([]);
      expect(lastDates()).toEqual(['2026-10-08T08:00:00.000Z']);
    });

    it('goes on where the last research of the account failed: Django takes a completed one', async () => {
      await gateway.call('POST', CREATE, { ...request(INES), posts_html: '<main>hello</main>' });
      expect(await gateway.run()).toEqual(['failed']);
      await create(TOM, SECOND);
      expect(await gateway.run()).toEqual(['delivered']);
      expect(state.researched.get(TOM)).toBe('completed');
    });
  });
});
