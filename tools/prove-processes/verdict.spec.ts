import { columnJob } from './jobs';
import type { StoredGeneration } from './stored';
import { type Evidence, faultsIn, judge, pageOf, type ReceivedPage } from './verdict';

const job = columnJob(1, 2, 2);

const page = (position: number, more: Partial<ReceivedPage> = {}): ReceivedPage => ({
  phase: 'after',
  webhookId: `cb_${position}`,
  generation: 1,
  position,
  sha256: `hash ${position}`,
  replay: false,
  repeat: false,
  taken: true,
  items: position === 1 ? job.items : [],
  ...more,
});

const stored = (more: Partial<StoredGeneration> = {}, accepted: number[] = []): StoredGeneration => ({
  generation: 1,
  status: 'delivered',
  settledBy: ['token'],
  memos: 2,
  result: {
    kind: 'success',
    total: 2,
    bodies: new Map([
      [1, 'hash 1'],
      [2, 'hash 2'],
    ]),
    accepted: new Set(accepted),
  },
  ...more,
});

const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  job,
  pages: [page(1), page(2)],
  atStrike: [],
  stored: [stored()],
  paid: { atStrike: 0, total: 2 },
  started: 1,
  ...more,
});

describe('judge', () => {
  it('finds nothing in an undisturbed job', () => {
    expect(judge(evidence())).toEqual({
      ...{ lost: [], altered: [], twice: [], broken: [], resent: 0, paidAgain: 0 },
    });
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    [
      'a value that never arrived',
      { pages: [page(1, { items: job.items.slice(1) }), page(2)] },
      /never arrived/,
    ],
    [
      'a job that did not end',
      { stored: [stored({ status: 'delivering' })] },
      /is delivering, not delivered/,
    ],
    [
      'a body that is gone from the file',
      {
        stored: [
          stored({
            result: { kind: 'success', total: 2, bodies: new Map([[1, 'hash 1']]), accepted: new Set() },
          }),
        ],
      },
      /body 2 is not in the file/,
    ],
    [
      'a page that differs from the stored one',
      { pages: [page(1), page(2, { sha256: 'x' })] },
      /not what is stored/,
    ],
    [
      'a value that was applied twice',
      { pages: [page(1), page(1, { webhookId: 'cb_other' }), page(2)] },
      /was applied twice/,
    ],
    ['two results', { stored: [stored({ settledBy: ['a', 'b'] })] }, /two results/],
    ['a chain that was started twice', { started: 2 }, /started 2 times/],
    ['a chain that was not started', { started: 0 }, /not started/],
    [
      'a page sent before it was durable',
      { pages: [page(1, { phase: 'before' }), page(2)] },
      /sent before it was durable/,
    ],
    [
      'a page sent again for nothing',
      { pages: [page(1), page(1, { repeat: true, taken: false }), page(2)] },
      /again/,
    ],
    [
      'a call that was paid again',
      { paid: { atStrike: 0, total: 3 } },
      /1 calls paid again, 0 were in flight/,
    ],
    [
      'a stray delivery that changed something',
      { pages: [page(1), page(2, { phase: 'stray' })] },
      /stray delivery changed/,
    ],
  ])('finds %s', (_what, more, expected) => {
    expect(faultsIn(judge(evidence(more))).join('; ')).toMatch(expected);
  });

  it('allows a resend where the kill fell between acceptance and its row', () => {
    const pages = [
      page(1, { phase: 'before' }),
      page(1, { repeat: true, taken: false }),
      page(2),
      page(1, { phase: 'stray', replay: true, repeat: true, taken: false }),
    ];
    const unwritten = judge(evidence({ pages, atStrike: [stored({}, [])] }));
    expect([faultsIn(unwritten), unwritten.resent]).toEqual([[], 1]);
    expect(faultsIn(judge(evidence({ pages, atStrike: [stored({}, [1])] })))).toEqual([
      '1 pages were sent again without a reason',
    ]);
  });

  it('allows to pay again for calls that were in flight, and for no more of them than can be', () => {
    const paid = { atStrike: 2, total: 3 };
    const inFlight = judge(evidence({ paid, atStrike: [stored({ memos: 1 })] }));
    expect([faultsIn(inFlight), inFlight.paidAgain]).toEqual([[], 1]);
    const tooMany = judge(evidence({ paid: { atStrike: 9, total: 9 }, atStrike: [] }));
    expect(faultsIn(tooMany)).toEqual(['7 calls paid again, 2 were in flight']);
  });
});

describe('pageOf', () => {
  const callback = {
    ...{ order: 1, receivedAt: '', sha256: 'h', bytes: 1, text: '', caller: '', answer: null, fault: null },
    ...{ judged: true, httpStatus: 200, repeatOf: null },
    body: { processed_data: { values: [{ column_id: 'c', entity_id: 'e' }] } },
  } as const;

  it('reads place and generation from the headers', () => {
    const headers = {
      'webhook-id': 'cb_1',
      'x-userport-generation': '2',
      'x-userport-page': '3',
      'x-userport-replay': 'true',
    };
    expect(pageOf({ ...callback, headers }, 'after')).toEqual({
      ...{ phase: 'after', webhookId: 'cb_1', generation: 2, position: 3, sha256: 'h', replay: true },
      ...{ repeat: false, taken: true, items: ['c/e'] },
    });
  });

  it('leaves progress out', () => {
    expect(pageOf({ ...callback, headers: {} }, 'after')).toBeUndefined();
  });
});
