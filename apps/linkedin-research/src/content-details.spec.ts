import { contentDetails, type Description } from './content-details';
import type { Activity } from './parse/activity';

const AT = new Date('2026-10-01T10:20:30.400Z');
const ACTIVITY: Activity = {
  key: 'activity:1',
  build: 'recent_activity',
  tabs: ['posts'],
  kind: 'post',
  reaction: null,
  actor: { name: 'Ines Okafor', url: null, kind: 'person' },
  byLead: true,
  author: { name: 'Northwind', url: null, kind: 'company', headline: null },
  ownWords: 'Hello.',
  postText: null,
  quoted: null,
  ids: { act: '1', post: '1', comment: null },
  url: 'https://www.linkedin.com/feed/update/urn:li:activity:1/',
  counts: { reactions: 2948, comments: 0, reposts: null },
  reactionKinds: [],
  hashtags: ['uptime'],
  mentions: [],
  media: [],
  edited: false,
  actedAt: { precision: 'exact', at: AT, evidence: 'id' },
  originalPostedAt: null,
  notes: [],
};
const DESCRIPTION: Description = {
  detailedSummary: 'd',
  conciseSummary: 'c',
  oneLineSummary: 'o',
  category: 'Product news',
  categoryReason: 'cr',
  focusOnCompany: true,
  focusOnCompanyReason: 'fr',
  colleague: 'Mireille Adeyo',
  colleagueReason: 'mr',
  products: ['PickPilot'],
};

describe('contentDetails', () => {
  it('gives Django the facts that code has read, and the words of the model', () => {
    expect(contentDetails(ACTIVITY, DESCRIPTION, 'complete')).toEqual({
      activity_id: 'activity:1',
      linkedin_activity_type: 'post',
      publish_date: '2026-10-01T10:20:30.400Z',
      publish_date_interval: null,
      publish_date_evidence: 'id',
      url: 'https://www.linkedin.com/feed/update/urn:li:activity:1/',
      category: 'Product news',
      category_reason: 'cr',
      detailed_summary: 'd',
      concise_summary: 'c',
      one_line_summary: 'o',
      author: 'Northwind',
      author_type: 'company',
      focus_on_company: true,
      focus_on_company_reason: 'fr',
      main_colleague: 'Mireille Adeyo',
      main_colleague_reason: 'mr',
      processing_status: 'complete',
      num_linkedin_reactions: 2948,
      num_linkedin_comments: 0,
      num_linkedin_reposts: null,
      product_associations: ['PickPilot'],
      hashtags: ['uptime'],
    });
  });

  it('says null, and the interval in a key of its own, where the time is not exact', () => {
    const to = new Date('2026-10-02T00:00:00Z');
    const actedAt = { precision: 'interval', from: AT, to, evidence: 'age' } as const;
    expect(contentDetails({ ...ACTIVITY, actedAt }, undefined, 'not_described')).toMatchObject({
      publish_date: null,
      publish_date_interval: { from: '2026-10-01T10:20:30.400Z', to: '2026-10-02T00:00:00.000Z' },
      processing_status: 'not_described',
      detailed_summary: null,
      focus_on_company: null,
      product_associations: [],
    });
    const unknown = { ...ACTIVITY, actedAt: { precision: 'unknown', evidence: '' } } as const;
    expect(contentDetails(unknown, undefined, 'not_described')).toMatchObject({
      publish_date: null,
      publish_date_interval: null,
    });
  });

  it.each([
    ['post', 'post'],
    ['repost', 'post'],
    ['comment', 'comment'],
    ['reply', 'comment'],
    ['reaction', 'reaction'],
  ] as const)('calls a %s a %s', (kind, type) => {
    expect(contentDetails({ ...ACTIVITY, kind }, undefined, 'complete').linkedin_activity_type).toBe(type);
  });
});
