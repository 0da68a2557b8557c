import { canonicalJson, fingerprintOf, sha256Base32, type TaskContract } from '@userport/contracts';
import { readPayload } from './delivery';
import type { Lookup } from './ports';
import { probeBody, probeContract } from './testing';

const nothing: Lookup = { nowMs: 0, events: [], bodies: [], memos: [] };
const { payload: _along, ...reference } = probeBody();

const bodyOf = (given: Record<string, string | number>) => probeBody(given);

describe('readPayload', () => {
  it('reads the payload that came along', () => {
    expect(readPayload(probeContract, probeBody(), nothing)).toEqual({
      name: 'read',
      payload: { id: 'entity' },
      entity: { entityId: 'entity', kind: 'account' },
      hash: sha256Base32('{"id":"entity"}'),
      fingerprint: fingerprintOf('probe', { id: 'entity' }, []),
    });
  });

  it('reads the stored payload when only its hash came along', () => {
    const stored = { ...nothing, payload: '{"id":"entity"}' };
    expect(readPayload(probeContract, reference, stored)).toMatchObject({
      name: 'read',
      payload: { id: 'entity' },
    });
  });

  it('waits for a stored payload that is not whole yet', () => {
    expect(readPayload(probeContract, reference, nothing)).toEqual({ name: 'missing' });
  });

  it('takes the order of the fields for no difference', () => {
    const body = bodyOf({ id: 'entity', also: 1 });
    const swapped = { ...body, payload: { also: 1, id: 'entity' } };
    expect(readPayload(probeContract, swapped, nothing).name).toBe('read');
  });

  it('turns down a payload of another hash', () => {
    const body = { ...probeBody(), payload_hash: sha256Base32('{"id":"other"}') };
    expect(readPayload(probeContract, body, nothing)).toEqual({
      name: 'other',
      reason: 'The payload does not have the hash that the delivery names.',
    });
    const stored = { ...nothing, payload: '{"id":"entity" }' };
    expect(readPayload(probeContract, reference, stored).name).toBe('other');
  });

  it.each([
    ['another task', { ...probeContract, name: 'other' }],
    ['a contract that leaves a field out of it', { ...probeContract, volatileFields: ['id'] }],
  ])('turns down a fingerprint of %s', (_of, contract: TaskContract) => {
    expect(readPayload(contract, probeBody(), nothing)).toEqual({
      name: 'other',
      reason: 'The payload does not have the fingerprint that the delivery names.',
    });
  });

  it('turns down a stored payload that is no object', () => {
    const text = canonicalJson([1]);
    const body = { ...reference, payload_hash: sha256Base32(text) };
    expect(readPayload(probeContract, body, { ...nothing, payload: text }).name).toBe('other');
  });

  it('names every rule that a payload breaks, and none of its values', () => {
    const body = bodyOf({ id: 4, secret: 'hunter2' });
    const read = readPayload(probeContract, body, nothing);
    expect(read).toEqual({
      name: 'unreadable',
      reason:
        'The payload breaks the contract of probe: id: Invalid input: expected string, received number.',
    });
  });

  it('cannot read a payload that does not hold the entity', () => {
    expect(readPayload(probeContract, bodyOf({ id: 'somebody' }), nothing)).toEqual({
      name: 'unreadable',
      reason: 'The payload does not hold the entity of the delivery.',
    });
  });
});
