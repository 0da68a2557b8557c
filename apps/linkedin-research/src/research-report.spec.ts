import type { ParsedActivities, TabReport, TabStatus } from './parse/activity';
import { captureVerdict, notRecognised, parseReport } from './research-report';

const tab = (name: TabReport['tab'], status: TabStatus, more: Partial<TabReport> = {}): TabReport => ({
  tab: name,
  status,
  build: null,
  characters: 10,
  cards: 0,
  unreadableCards: 0,
  sponsoredCards: 0,
  ofOthers: 0,
  loadedCount: null,
  shownTab: null,
  sameAs: null,
  drift: [],
  ...more,
});
const parsed = (...statuses: TabStatus[]): ParsedActivities => ({
  activities: [],
  tabs: statuses.map((status) => tab('posts', status)),
  capturedAt: { from: new Date('2026-10-01T00:00:00Z'), to: new Date('2026-10-02T00:00:00Z') },
  leadKnownBy: null,
  repeats: 0,
});

describe('captureVerdict', () => {
  it.each([
    [['read', 'absent'], 'no_activity'],
    [['empty', 'absent'], 'no_activity'],
    [['empty', 'not_recognised'], 'no_activity'],
    [['partly_read'], 'not_recognised'],
    [['not_recognised', 'absent'], 'not_recognised'],
    [['login_wall'], 'not_recognised'],
    [['absent', 'absent', 'absent'], 'not_recognised'],
  ] as const)('judges %j without activities', (statuses, verdict) => {
    expect(captureVerdict(parsed(...statuses))).toBe(verdict);
  });

  it.each([
    [true, 'activities'],
    [null, 'activities'],
    [false, 'only_others'],
  ] as const)('judges an act that is by the lead: %s', (byLead, verdict) => {
    const activities = [{ byLead }] as unknown as ParsedActivities['activities'];
    expect(captureVerdict({ ...parsed('read'), activities })).toBe(verdict);
  });
});

describe('notRecognised', () => {
  it('tells each tab in counts', () => {
    const drift = [{ expected: 'cards', seen: '3 elements, 0 lists' }];
    const tabs = [tab('posts', 'not_recognised', { drift }), tab('comments', 'absent', { drift })];
    expect(notRecognised({ ...parsed(), tabs })).toBe(
      'No LinkedIn activity was recognised in the captured pages; capture the tabs again, or report the markup if they ' +
        'were loaded. posts: not recognised, 3 elements, 0 lists; comments: absent.',
    );
  });
});

describe('parseReport', () => {
  it('holds statuses, counts and times', () => {
    expect(parseReport(parsed('read'))).toMatchObject({
      tabs: [{ tab: 'posts', status: 'read', cards: 0, of_others: 0, drift: [] }],
      captured_between: ['2026-10-01T00:00:00.000Z', '2026-10-02T00:00:00.000Z'],
      lead_known_by: null,
      activities: 0,
      repeats: 0,
    });
  });

  it('does not say since when where nothing tells', () => {
    const capturedAt = { from: new Date(0), to: new Date('2026-10-02T00:00:00Z') };
    expect(parseReport({ ...parsed('read'), capturedAt })['captured_between']).toEqual([
      null,
      '2026-10-02T00:00:00.000Z',
    ]);
  });
});
