import { deliveryBody, LARGEST_INLINE_PAYLOAD_BYTES } from './delivery';

const hash = 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst';
const body = { job_id: 'job', entity_id: 'entity', generation: 1, fingerprint: hash, payload_hash: hash };

const brokenAt = (value: unknown): string[] =>
  deliveryBody.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('deliveryBody', () => {
  it('reads a delivery that names its payload, and one that brings it along', () => {
    expect(deliveryBody.parse(body)).toEqual(body);
    const payload = { name: 'Aldermoor', list: [1, null, { deep: true }] };
    expect(deliveryBody.parse({ ...body, payload })).toEqual({ ...body, payload });
  });

  it('names everything that is wrong with a body at once', () => {
    expect(brokenAt({})).toEqual(['job_id', 'entity_id', 'generation', 'fingerprint', 'payload_hash']);
  });

  it.each([
    ['an empty job id', { job_id: '' }, 'job_id'],
    ['a job id of 501 characters', { job_id: 'j'.repeat(501) }, 'job_id'],
    ['a job id with a NUL', { job_id: 'a\0b' }, 'job_id'],
    ['half a character for a job id', { job_id: '\ud800' }, 'job_id'],
    ['an entity id that ends in half a character', { entity_id: 'e\udc00' }, 'entity_id'],
    ['an empty entity id', { entity_id: '' }, 'entity_id'],
    ['an entity id of 201 characters', { entity_id: 'e'.repeat(201) }, 'entity_id'],
    ['generation 0', { generation: 0 }, 'generation'],
    ['half a generation', { generation: 1.5 }, 'generation'],
    ['a generation as text', { generation: '1' }, 'generation'],
    ['a hash in upper case', { fingerprint: hash.toUpperCase() }, 'fingerprint'],
    ['a hash with a digit that base32 has not', { payload_hash: `${hash.slice(1)}1` }, 'payload_hash'],
    ['a hash of 51 characters', { payload_hash: hash.slice(1) }, 'payload_hash'],
    ['a list for a payload', { payload: [] }, 'payload'],
  ])('refuses %s', (_what, change, at) => {
    expect(brokenAt({ ...body, ...change })).toEqual([at]);
  });

  it('takes ids as long as they may be', () => {
    expect(brokenAt({ ...body, job_id: 'j'.repeat(500), entity_id: 'e'.repeat(200) })).toEqual([]);
  });

  it('leaves room in the smallest queue task of 100,000 bytes for a payload that travels along', () => {
    const longest = { ...body, job_id: 'j'.repeat(500), entity_id: 'e'.repeat(200) };
    expect(LARGEST_INLINE_PAYLOAD_BYTES + JSON.stringify(longest).length).toBeLessThan(100_000);
  });
});
