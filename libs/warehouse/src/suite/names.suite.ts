import { eventsOf, fresh, type Suite } from './sample-rows';

/** Names elect one holder. */
export const describeNames = ({ warehouse }: Suite) => {
  it('gives a name to the first token and tells everyone after it', async () => {
    const name = fresh('claim');
    const won = await warehouse().putIfAbsent(name, 'token-1', { kind: 'claim', lease_ms: '30000' });
    const lost = await warehouse().putIfAbsent(name, 'token-2', { kind: 'other' });
    const holder = {
      token: 'token-1',
      labels: { kind: 'claim', lease_ms: '30000' },
      at: won.at,
      holderGone: false,
    };
    expect(won).toEqual({ won: true, ...holder });
    expect(lost).toEqual({ won: false, ...holder });
    expect(await warehouse().holderOf(name)).toEqual({ won: false, ...holder });
  });

  it('recognises the holder who asks again after an unclear answer', async () => {
    const name = fresh('claim');
    const first = await warehouse().putIfAbsent(name, 'token-1', {});
    const second = await warehouse().putIfAbsent(name, 'token-1', {});
    expect(second).toEqual(first);
    expect(second.won).toBe(true);
  });

  it('knows no holder of a name that nobody asked for', async () => {
    expect(await warehouse().holderOf(fresh('claim'))).toBeUndefined();
  });

  it('lets one of 50 racers win and tells the others who it was', async () => {
    const name = fresh('claim');
    const holders = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        warehouse().putIfAbsent(name, `racer-${index}`, { n: `${index}` }),
      ),
    );
    const winners = holders.filter(({ won }) => won);
    expect(winners).toHaveLength(1);
    expect(new Set(holders.map(({ token }) => token))).toEqual(new Set([winners[0]?.token]));
    expect(new Set(holders.map(({ at }) => at.getTime())).size).toBe(1);
    expect(`racer-${winners[0]?.labels['n']}`).toBe(winners[0]?.token);
  });

  it('tells its own time, by which names are dated too', async () => {
    const before = await warehouse().find(eventsOf('none'));
    const { at } = await warehouse().putIfAbsent(fresh('claim'), 'token-1', {});
    const after = await warehouse().find(eventsOf('none'));
    expect(before.now.getTime()).toBeLessThanOrEqual(at.getTime());
    expect(at.getTime()).toBeLessThanOrEqual(after.now.getTime());
  });

  it.each([
    ['a name with a space', 'two words', 'token', {}],
    ['an empty name', '', 'token', {}],
    ['a token in capitals', 'name', 'Token', {}],
    ['a token of 64 characters', 'name', 'x'.repeat(64), {}],
    ['a label key that begins with a digit', 'name', 'token', { '1st': 'x' }],
    ['a label value with a dot', 'name', 'token', { version: '1.2' }],
  ])('refuses %s', async (_what, name, token, labels) => {
    await expect(warehouse().putIfAbsent(name, token, labels)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'name_invalid',
    });
  });
};
