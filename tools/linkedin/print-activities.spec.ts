import { activityTable, datingText } from './print-activities';

const at = new Date('2026-10-01T10:20:30.400Z');
const to = new Date('2026-10-02T00:00:00Z');

describe('datingText', () => {
  it('tells each precision with its evidence', () => {
    expect(datingText({ precision: 'exact', at, evidence: 'id' })).toBe('2026-10-01T10:20:30.400Z (id)');
    expect(datingText({ precision: 'interval', from: at, to, evidence: 'age' })).toBe(
      '2026-10-01T10:20 to 2026-10-02T00:00 (age)',
    );
    expect(datingText({ precision: 'unknown', evidence: 'no id' })).toBe('unknown (no id)');
  });
});

describe('activityTable', () => {
  it('says of an empty capture that nothing told who the lead is', () => {
    const text = activityTable({
      activities: [],
      tabs: [],
      capturedAt: { from: at, to },
      leadKnownBy: null,
      repeats: 0,
    });
    expect(text).toBe(
      'captured between 2026-10-01T10:20:30.400Z and 2026-10-02T00:00:00.000Z; lead known by nothing',
    );
  });

  it('tells who did what, when, in which words, and what did not add up', () => {
    const text = activityTable({
      activities: [
        {
          key: 'activity:1',
          build: 'recent_activity',
          tabs: ['posts'],
          kind: 'post',
          reaction: null,
          actor: { name: 'Ines Okafor', url: null, kind: 'person' },
          byLead: true,
          author: { name: 'Ines Okafor', url: null, kind: 'person', headline: null },
          ownWords: `Night ${'shift '.repeat(20)}`,
          postText: null,
          quoted: null,
          ids: { act: '1', post: '1', comment: null },
          url: 'https://www.linkedin.com/feed/update/urn:li:activity:1/',
          counts: { reactions: 3, comments: null, reposts: 0 },
          reactionKinds: [],
          hashtags: [],
          mentions: [],
          media: [],
          edited: false,
          actedAt: { precision: 'exact', at, evidence: 'id of the activity' },
          originalPostedAt: null,
          notes: ['id and shown age differ by more than one unit'],
        },
      ],
      tabs: [],
      capturedAt: { from: at, to },
      leadKnownBy: 'address',
      repeats: 0,
    });
    expect(text.split('\n').slice(1)).toEqual([
      '  1  post, by the lead, post of Ines Okafor (person)',
      '     acted   2026-10-01T10:20:30.400Z (id of the activity)',
      '     words   Night shift shift shift shift shift shift shift shift shift…',
      '     3 reactions, – comments, 0 reposts   https://www.linkedin.com/feed/update/urn:li:activity:1/',
      '     note    id and shown age differ by more than one unit',
    ]);
  });
});
