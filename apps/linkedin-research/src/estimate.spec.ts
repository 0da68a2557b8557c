import { loadConfig } from '@userport/config';
import { createLogger } from '@userport/logging';
import request from '../fixtures/request.json';
import { estimate } from './estimate';
import { taskFunction } from './function';

const callsOf = async (more: object) => {
  const config = loadConfig(taskFunction.sections, { GEMINI_API_KEY: 'a-key', OPENAI_API_KEY: 'a-key' });
  const at = new Date('2026-11-22T12:00:00Z');
  const lines = await estimate(
    { ...request, ...more },
    { config, log: createLogger({ level: 'error' }), at },
  );
  return lines.map(({ operation, calls, usd }) => ({ operation, calls, paid: usd !== null && usd.most > 0 }));
};

describe('estimate', () => {
  it('reads the pages and counts the questions of the sample', async () => {
    expect(await callsOf({})).toEqual([
      { operation: 'describe_activities', calls: { least: 1, most: 2 }, paid: true },
      { operation: 'lead_insights', calls: { least: 1, most: 1 }, paid: true },
      { operation: 'personalization_signals', calls: { least: 1, most: 1 }, paid: true },
    ]);
  });

  it('asks of a capture without activities only what the request itself may tell', async () => {
    const none = { posts_html: null, comments_html: null, reactions_html: null };
    const never = { calls: { least: 0, most: 0 }, paid: false };
    const nothing = [
      { operation: 'describe_activities', ...never },
      { operation: 'lead_insights', ...never },
    ];
    expect(await callsOf(none)).toEqual([
      ...nothing,
      { operation: 'personalization_signals', calls: { least: 1, most: 1 }, paid: true },
    ]);
    expect(await callsOf({ ...none, input_data: null })).toEqual([
      ...nothing,
      { operation: 'personalization_signals', ...never },
    ]);
  });
});
