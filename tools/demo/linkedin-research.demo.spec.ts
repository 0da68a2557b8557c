import type { JsonObject } from '@userport/contracts';
import { taskDemo } from './linkedin-research.demo';

const activity = {
  activity_id: 'activity:1',
  linkedin_activity_type: 'post',
  publish_date: '2026-11-20T06:10:00.000Z',
  publish_date_interval: null,
  publish_date_evidence: 'id of the activity',
  author: 'Ines Okafor',
  one_line_summary: 'About stops.',
  num_linkedin_reactions: 248,
  num_linkedin_comments: 31,
  num_linkedin_reposts: null,
  processing_status: 'complete',
};
const reaction = {
  ...activity,
  linkedin_activity_type: 'reaction',
  publish_date: null,
  publish_date_interval: { from: '2026-11-18T08:00:00.000Z', to: '2026-11-22T12:00:00.000Z' },
  one_line_summary: null,
};
const tabs: JsonObject[] = [
  {
    tab: 'posts',
    status: 'partly_read',
    cards: 7,
    sponsored_cards: 1,
    of_others: 0,
    drift: [{ expected: '9 cards', seen: '7 cards' }],
  },
  { tab: 'comments', status: 'absent' },
];
const unit = {
  jobId: 'job-1',
  entityId: 'lead-1',
  taskName: 'lead_linkedin_research',
  status: 'delivered',
  payload: { person_name: 'Ines Okafor' },
  bodies: [{ processed_data: { content_details: [activity, reaction], insights: {}, report: { tabs } } }],
  materials: [],
};

describe('the demo of lead_linkedin_research', () => {
  it('shows how tabs were read, and each activity with its date and evidence', () => {
    expect(taskDemo.lines(unit)).toEqual([
      '     Ines Okafor',
      '     posts: partly read, 7 cards, 1 sponsored, 0 of others',
      '        expected 9 cards; seen 7 cards',
      '     post      2026-11-20T06:10:00.000Z    Ines Okafor',
      '               id of the activity; 248 reactions, 31 comments (complete)',
      '               About stops.',
      '     reaction  2026-11-18 to 2026-11-22    Ines Okafor',
      '               id of the activity; 248 reactions, 31 comments (complete)',
    ]);
  });

  it('shows insights with their quotes, and what was dropped and why', () => {
    const insights = {
      personality_traits: {
        description: 'Writes about nights.',
        evidence: ['"I plan the night first" (2026-11-20)'],
      },
      areas_of_interest: [],
      recommended_approach: { conversation_starters: ['How do you plan?'] },
    };
    const report = { tabs: [], dropped_statements: { one_source_only: 2 } };
    const bodies = [{ processed_data: { content_details: [], insights, report } }];
    expect(taskDemo.lines({ ...unit, bodies })).toEqual([
      '     Ines Okafor',
      '     traits',
      '        Writes about nights.',
      '           "I plan the night first" (2026-11-20)',
      '     starter',
      '        How do you plan?',
      '     dropped: 2 one source only',
    ]);
  });

  it('gives machines what Django got', () => {
    expect(taskDemo.json(unit)).toEqual({ activities: [activity, reaction], insights: {}, report: { tabs } });
  });

  it('shows a job without a result', () => {
    expect(taskDemo.lines({ ...unit, bodies: [] })).toEqual(['     Ines Okafor']);
  });
});
