import { createDeliveries, deliveryOf } from './deliveries';

const body = { job_id: 'j', enrichment_type: 'custom_column', account_id: 'a' };
const delivery = (webhookId: string, sha256 = 's', generation = 1) =>
  deliveryOf({ 'webhook-id': webhookId, 'x-userport-generation': String(generation) }, body, sha256);

describe('the memory for deliveries', () => {
  it('knows a page again and keeps its first answer', () => {
    const deliveries = createDeliveries();
    expect(deliveries.know(delivery('cb_1'))).toEqual({ kind: 'new' });
    deliveries.take(delivery('cb_1'), 3, { status: 'success' });
    expect(deliveries.know(delivery('cb_1'))).toEqual({
      kind: 'repeat',
      of: 3,
      answer: { status: 'success' },
    });
    expect(deliveries.know(delivery('cb_2'))).toEqual({ kind: 'new' });
  });

  it('notices other bytes under the same id', () => {
    const deliveries = createDeliveries();
    deliveries.take(delivery('cb_1', 'one'), 1, {});
    expect(deliveries.know(delivery('cb_1', 'two'))).toEqual({ kind: 'conflict' });
  });

  it('ignores a lower generation of the same job', () => {
    const deliveries = createDeliveries();
    deliveries.take(delivery('cb_g2', 's', 2), 1, {});
    expect(deliveries.know(delivery('cb_g1', 's', 1))).toEqual({ kind: 'outdated' });
    expect(deliveries.know(delivery('cb_g3', 's', 3))).toEqual({ kind: 'new' });
    const other = deliveryOf(
      { 'webhook-id': 'cb_x', 'x-userport-generation': '1' },
      { ...body, job_id: 'k' },
      's',
    );
    expect(deliveries.know(other)).toEqual({ kind: 'new' });
  });

  it('remembers nothing of progress, which has no id', () => {
    const deliveries = createDeliveries();
    const progress = deliveryOf({}, body, 's');
    deliveries.take(progress, 1, {});
    expect(deliveries.know(progress)).toEqual({ kind: 'new' });
  });
});
