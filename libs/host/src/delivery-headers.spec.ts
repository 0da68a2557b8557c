import { readDeliveryHeaders } from './delivery-headers';

const nobody = { queueTask: '', queue: '', retryCount: 0 };

describe('readDeliveryHeaders', () => {
  it('reads what Cloud Tasks sends', () => {
    expect(
      readDeliveryHeaders({
        'x-cloudtasks-taskname': 'abc-123',
        'x-cloudtasks-queuename': 'custom-column',
        'x-cloudtasks-taskretrycount': '4',
      }),
    ).toEqual({ queueTask: 'abc-123', queue: 'custom-column', retryCount: 4 });
  });

  it('counts absent headers as not said', () => {
    expect(readDeliveryHeaders({})).toEqual(nobody);
  });

  it.each(['-1', '1e9', '1.5', 'many', ''])('counts a retry count of %j as none', (count) => {
    expect(readDeliveryHeaders({ 'x-cloudtasks-taskretrycount': count }).retryCount).toBe(0);
  });

  it('takes no task name that a queue could not have made', () => {
    expect(readDeliveryHeaders({ 'x-cloudtasks-taskname': 'a b\n{"severity"' }).queueTask).toBe('');
  });
});
