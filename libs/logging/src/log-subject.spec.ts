import { logSubject } from './log-subject';

describe('logSubject', () => {
  const payload = { account_id: 'account-1', lead_id: 'lead-1' };

  it('reads the ids that a payload names', () => {
    expect(logSubject(payload)).toEqual(payload);
  });

  it.each([
    ['account', { account_id: 'e1', lead_id: 'lead-1' }],
    ['lead', { account_id: 'account-1', lead_id: 'e1' }],
    ['column', payload],
    [undefined, payload],
  ])('puts the entity of kind %p before them', (kind, subject) => {
    expect(logSubject(payload, { entityId: 'e1', kind })).toEqual(subject);
  });

  it.each([[{}], [{ account_id: 7 }], [{ account_id: '' }], [{ account_id: 'a'.repeat(201) }], [[]]])(
    'finds nobody in %j',
    (nobody) => {
      expect(logSubject(nobody)).toEqual({});
    },
  );
});
