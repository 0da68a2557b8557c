import { sha256Base32 } from '@userport/contracts';
import { headsFind, headsOf, openOutcomeStore, type StoredBody } from './outcome-store';
import { openMemoryWarehouse } from './testing';

const key = { jobId: 'job-1', entityId: 'column-1' };

const body = (position: number, text = `body ${position}`, more: Partial<StoredBody> = {}): StoredBody => {
  const bytes = new TextEncoder().encode(text);
  const sha256 = sha256Base32(bytes);
  return {
    token: 'token-1',
    kind: 'success',
    position,
    total: 3,
    sha256,
    once: false,
    fingerprint: 'f',
    bytes,
    ...more,
  };
};

const setUp = () => {
  const warehouse = openMemoryWarehouse({ now: () => 0 });
  const outcomes = openOutcomeStore(warehouse, { now: () => 1000 });
  const heads = async () => headsOf((await warehouse.find(headsFind(key, 1))).rows[0]);
  return { outcomes, heads };
};

const texts = (bodies: readonly StoredBody[]) => bodies.map(({ bytes }) => new TextDecoder().decode(bytes));

describe('openOutcomeStore', () => {
  it('returns the bodies of one settler at the positions asked for, in order', async () => {
    const { outcomes } = setUp();
    await outcomes.append(key, 1, [body(3), body(1, 'body 1', { once: true }), body(2)]);
    await outcomes.append(key, 1, [body(1, 'a loser', { token: 'token-2' })]);
    await outcomes.append(key, 2, [body(1, 'another life')]);
    expect(await outcomes.read(key, 1, 'token-1', [3, 1])).toEqual([
      body(1, 'body 1', { once: true }),
      body(3),
    ]);
    expect(await outcomes.read(key, 1, 'token-1', [])).toEqual([]);
  });

  it('returns a doubled body once, however often it was doubled', async () => {
    const { outcomes } = setUp();
    for (let times = 0; times < 5; times += 1) await outcomes.append(key, 1, [body(1), body(2)]);
    expect(texts(await outcomes.read(key, 1, 'token-1', [1, 2]))).toEqual(['body 1', 'body 2']);
  });

  it('leaves out what is missing and what is not what was stored', async () => {
    const { outcomes } = setUp();
    await outcomes.append(key, 1, [body(1), { ...body(2), sha256: sha256Base32('something else') }]);
    expect(texts(await outcomes.read(key, 1, 'token-1', [1, 2, 3]))).toEqual(['body 1']);
  });
});

describe('headsOf', () => {
  it('lists what every settler stored, each place once, without the bytes', async () => {
    const { outcomes, heads } = setUp();
    await outcomes.append(key, 1, [body(1), body(2)]);
    await outcomes.append(key, 1, [body(2), body(1, 'a loser', { token: 'token-0', kind: 'failure' })]);
    const { bytes: _one, ...first } = body(1);
    const { bytes: _two, ...second } = body(2);
    const { bytes: _three, ...loser } = body(1, 'a loser', { token: 'token-0', kind: 'failure' });
    expect(await heads()).toEqual([loser, first, second]);
  });
});
