import { readFileSync } from 'node:fs';
import { type JsonObject, sha256Base32, type TaskContract } from '@userport/contracts';
import { customColumn } from '@userport/contracts/custom-column';
import { readPayload } from './read-payload';
import { probe } from './testing';

const read = (body: unknown) => readPayload(probe, body);

describe('readPayload', () => {
  it('keeps what came, unknown fields included, in one order of names', () => {
    expect(read({ note: { z: 1, a: 2 }, extra: true, entity_ids: ['a'] })).toMatchObject({
      name: 'accepted',
      given: { entity_ids: ['a'], extra: true, note: { a: 2, z: 1 } },
      hash: sha256Base32('{"entity_ids":["a"],"extra":true,"note":{"a":2,"z":1}}'),
      cleanedCharacters: 0,
    });
  });

  it('has one fingerprint for requests that differ in volatile fields alone', () => {
    const of = (more: object) => {
      const result = read({ entity_ids: ['a'], ...more });
      return result.name === 'accepted' ? result.fingerprint : undefined;
    };
    expect(of({ request_id: '1' })).toBe(of({ request_id: '2' }));
    expect(of({ note: '1' })).not.toBe(of({ note: '2' }));
  });

  it('stores clean free text under the hash of the clean bytes', () => {
    const result = read({ entity_ids: ['a'], note: 'a\0b' });
    expect(result).toMatchObject({
      given: { entity_ids: ['a'], note: 'ab' },
      hash: sha256Base32('{"entity_ids":["a"],"note":"ab"}'),
      cleanedCharacters: 1,
    });
  });

  it.each([[null], [[]], ['text'], [7], [undefined]])('refuses %p, which is no object', (body) => {
    expect(read(body)).toEqual({
      name: 'refused',
      errors: [{ path: '', rule: 'object', message: 'must be a JSON object' }],
    });
  });

  it.each<[string, JsonObject, string, string]>([
    ['enum', { allowed_values: ['one'] }, 'allowed_values', 'must have at least 2 entries'],
    ['enum', {}, 'allowed_values', 'is required'],
    ['enum', { allowed_values: ['a', 2] }, 'allowed_values.1', 'must be of type string, not a number'],
    ['string', { max_length: 0 }, 'max_length', 'must be at least 1'],
    ['number', { min: 'low' }, 'min', 'must be of type number, not a string'],
  ])('words what a %s column may not ask for with %j like any other rule', (type, config, field, message) => {
    const sent = JSON.parse(readFileSync('apps/custom-column/fixtures/request.json', 'utf8')) as {
      readonly column_config: JsonObject;
    };
    const column = { ...sent.column_config, response_type: type, response_config: config };
    expect(readPayload(customColumn, { ...sent, column_config: column })).toMatchObject({
      errors: [{ path: `column_config.response_config.${field}`, message }],
    });
  });

  it('holds ids to what the queue carries, whatever the contract takes', () => {
    expect(read({ job_id: '', entity_ids: ['a'] })).toMatchObject({
      errors: [{ path: 'job_id', rule: 'too_small', message: 'must have at least 1 character' }],
    });
    const none: TaskContract = { ...(probe as TaskContract), entities: () => [] };
    expect(readPayload(none, { entity_ids: ['a'] })).toMatchObject({ errors: [{ rule: 'entities' }] });
  });
});
