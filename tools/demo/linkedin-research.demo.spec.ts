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
      '     post      2026-11-20T06:10:00.000Z    post of Ines Okafor',
      '               activity:1; id of the activity; 248 reactions, 31 comments',
      '               About stops.',
      '     reaction  2026-11-18 to 2026-11-22    post of Ines Okafor',
      '               activity:1; id of the activity; 248 reactions, 31 comments',
    ]);
  });

  it('shows an activity that no model described, and one of nothing', () => {
    const stale = { ...activity, one_line_summary: null, processing_status: 'failed_stale_publish_date' };
    const bodies = [{ processed_data: { content_details: [stale, { linkedin_activity_type: null }] } }];
    expect(taskDemo.lines({ ...unit, bodies }).slice(1)).toEqual([
      '     post      2026-11-20T06:10:00.000Z    post of Ines Okafor',
      '               activity:1; id of the activity; 248 reactions, 31 comments; failed stale publish date',
      `               not known                   `,
      '               ',
    ]);
  });

  it('gives machines what Django got', () => {
    expect(taskDemo.json(unit)).toEqual({
      activities: [activity, reaction],
      insights: {},
      report: { tabs },
      dropped: [],
    });
  });

  it('shows a job without a result', () => {
    expect(taskDemo.lines({ ...unit, bodies: [] })).toEqual(['     Ines Okafor']);
  });
});
