import type { ScriptedAnswer, ScriptedCall } from '@userport/ai/testing';
import type { JsonObject } from '@userport/contracts';
import { createAnswerer } from '../../../tools/sandbox/answerer/answerer';
import { inventedWorld } from '../../../tools/sandbox/world/world';
import { NOW_MS } from './testing';
import { openPlace as openPlaceOf, type SentPage, type WireRequest } from './whole-job.suite';

const answerer = createAnswerer(inventedWorld);
/** Answers as the sandbox's models do. */
const sandboxModel = ({ question, jsonSchema = {} }: ScriptedCall): ScriptedAnswer => ({
  object: answerer.data(question, jsonSchema),
});
const openPlace = ({ people }: { readonly people: number }) => openPlaceOf({ people, model: sandboxModel });

const idsOf = (requests: readonly WireRequest[]) => requests.flatMap(({ ids }) => ids);
const urlsOf = (requests: readonly WireRequest[]) => requests.flatMap(({ url }) => (url === '' ? [] : [url]));
const leadsOf = ({ body }: SentPage): readonly JsonObject[] =>
  (body['processed_data'] as JsonObject)['structured_leads'] as readonly JsonObject[];
/** A page without what differs from one run to the next. */
const comparable = ({ body }: SentPage): JsonObject => {
  const { page, total_pages: total, ...pagination } = body['pagination'] as JsonObject;
  return { ...body, job_id: '', pagination: { ...pagination, place: Number(total) - Number(page) } };
};

/** True for the first so many requests that something holds for. */
function afterThe(count: number, holds: (request: WireRequest) => boolean) {
  let seen = 0;
  return (request: WireRequest): boolean => holds(request) && (seen += 1) > count;
}

describe('a delivery that is killed', () => {
  it('in the middle of the reveal: the next one buys the rest, nobody twice, and nobody is lost', async () => {
    const place = openPlace({ people: 45 });
    await place.deliverAndKill(afterThe(3, ({ endpoint }) => endpoint === 'bulk_match'));
    const answered = idsOf(place.requests.filter(({ endpoint }) => endpoint === 'bulk_match').slice(0, 3));
    expect(answered).toHaveLength(25);
    const before = place.requests.length;
    expect(await place.deliver()).toMatchObject({ name: 'delivered' });
    const asked = place.requests.slice(before);
    expect(idsOf(asked).filter((id) => answered.includes(id))).toEqual([]);
    expect(idsOf(asked)).toHaveLength(20);
    // Nothing that had come before the reveal is asked for again.
    expect(new Set(asked.map(({ endpoint }) => endpoint))).toEqual(new Set(['bulk_match', 'profile']));
    expect(place.pages.flatMap(leadsOf)).toHaveLength(45);
    // Pages are numbered from the time at which the job was asked for, whenever they are made.
    expect(place.pages.map(({ body }) => (body['pagination'] as JsonObject)['page'])).toEqual([
      NOW_MS,
      NOW_MS + 1,
      NOW_MS + 2,
    ]);
    const { units, unknownCalls } = await place.costOf();
    // A credit for each of 45 people, one for the company, one for each of 20 profiles.
    expect(units['credits']).toBe(45 + 1 + 20);
    // What was on its way when the process died may have been paid for: it is unknown, and never zero.
    expect(unknownCalls).toBe(2);
  });

  it('in the middle of enriching: the next one buys the rest, nobody twice, and nobody is lost', async () => {
    const place = openPlace({ people: 30 });
    await place.deliverAndKill(afterThe(7, ({ endpoint }) => endpoint === 'profile'));
    const answered = urlsOf(place.requests).slice(0, 7);
    const before = place.requests.length;
    expect(await place.deliver()).toMatchObject({ name: 'delivered' });
    const asked = place.requests.slice(before);
    expect(new Set(asked.map(({ endpoint }) => endpoint))).toEqual(new Set(['profile']));
    expect(urlsOf(asked).filter((url) => answered.includes(url))).toEqual([]);
    expect(new Set([...answered, ...urlsOf(asked)]).size).toBe(20);
    expect(place.pages.flatMap(leadsOf)).toHaveLength(30);
    const { units, unknownCalls } = await place.costOf();
    // Thirteen were on their way, and the prices of seven were only in the memory of the process: unknown, not zero.
    expect([units['credits'], unknownCalls]).toEqual([30 + 1 + 13, 20]);
  });

  it('asks no model again about what it was told', async () => {
    const place = openPlace({ people: 30 });
    await place.deliverAndKill(({ endpoint }) => endpoint === 'profile');
    const rubrics = () => place.asked.filter(({ question }) => question.operation === 'lead_rubric').length;
    expect(rubrics()).toBe(1);
    await place.deliver();
    expect(rubrics()).toBe(1);
  });
});

describe('a delivery that comes again', () => {
  it('asks nobody and sends the same bytes', async () => {
    const place = openPlace({ people: 41 });
    await place.deliver();
    const [requests, asked] = [place.requests.length, place.asked.length];
    const sent = place.pages.map(({ text }) => text);
    expect(sent).toHaveLength(3);
    expect(await place.deliver()).toMatchObject({ name: 'replayed' });
    expect([place.requests.length, place.asked.length]).toEqual([requests, asked]);
    expect(place.pages.map(({ text }) => text)).toEqual([...sent, ...sent]);
  });
});

describe('another job over the same account and product', () => {
  it('is free, and its pages are equal but for job id and page numbers', async () => {
    const place = openPlace({ people: 41 });
    await place.deliver();
    const [requests, asked] = [place.requests.length, place.asked.length];
    const first = place.pages.map(comparable);
    place.clock.advance(60_000);
    await place.deliver({ job_id: 'job-2' });
    expect([place.requests.length, place.asked.length]).toEqual([requests, asked]);
    const second = place.pages.slice(first.length);
    expect(second.map(comparable)).toEqual(first);
    expect(second.map(({ body }) => body['job_id'])).toEqual(['job-2', 'job-2', 'job-2']);
    const bill = await place.costOf('job-2');
    expect(bill).toMatchObject({ costUsd: 0, unknownCalls: 0 });
    // Everything that was kept stands on the bill, at zero; of texts there are two, with a profile and without.
    expect(bill.cachedCalls).toBe(bill.calls);
    expect(bill.units['judgements']).toBe(2);
    const pageOf = ({ body }: SentPage) => Number((body['pagination'] as JsonObject)['page']);
    const numbers = place.pages.map(pageOf);
    expect(new Set(numbers).size).toBe(6);
  });

  it('reveals those whom the first one left out, without a new search', async () => {
    const place = openPlace({ people: 30 });
    await place.deliver({ max_revealed: 10 });
    expect(place.pages.flatMap(leadsOf)).toHaveLength(10);
    const left = (await place.materialsOf()).find(({ step }) => step === 'leads_1');
    const { leads } = left?.raw as { leads: { id: string; revealed: string }[] };
    const unrevealed = leads.filter(({ revealed }) => revealed !== 'yes');
    expect(unrevealed.map(({ revealed }) => revealed)).toEqual(
      Array.from({ length: 20 }, () => 'beyond max_revealed'),
    );
    const before = place.requests.length;
    await place.deliver({ job_id: 'job-2', max_revealed: 30 });
    const asked = place.requests.slice(before);
    expect(asked.filter(({ endpoint }) => endpoint === 'people_search')).toEqual([]);
    expect(idsOf(asked).sort()).toEqual(unrevealed.map(({ id }) => id).sort());
    expect(place.pages.slice(1).flatMap(leadsOf)).toHaveLength(30);
  });
});
