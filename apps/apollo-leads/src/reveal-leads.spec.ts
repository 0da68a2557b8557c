import { RetryableError, TerminalError } from '@userport/errors';
import type { Apollo } from '@userport/providers/apollo';
import { revealLeads } from './reveal-leads';
import { personFor, recordingContext } from './testing';

const ids = Array.from({ length: 23 }, (_, index) => `p${index}`);
const all: Apollo['reveal'] = async (asked) => asked.map((id) => ({ id, person: personFor(id) }));

describe('revealLeads', () => {
  it('asks for ten a call, in the order given', async () => {
    const asked: number[] = [];
    const reveal: Apollo['reveal'] = (some, call) => (asked.push(some.length), all(some, call));
    const { people } = await revealLeads({ reveal }, ids, recordingContext());
    expect(asked).toEqual([10, 10, 3]);
    expect([...people.keys()]).toEqual(ids);
  });

  it('tells misses and refusals apart', async () => {
    const reveal: Apollo['reveal'] = async () => [
      { id: 'a', person: personFor('a') },
      { id: 'b', person: null },
      { id: 'c', error: new TerminalError('Somebody else.', { code: 'other_person' }) },
    ];
    const told = await revealLeads({ reveal }, ['a', 'b', 'c'], recordingContext());
    expect([[...told.people.keys()], [...told.missed], [...told.refused]]).toEqual([
      ['a'],
      ['b'],
      [['c', 'other_person']],
    ]);
  });

  it('gives the attempt back on a passing failure, and goes on without it at the last one', async () => {
    const busy = new RetryableError('Busy.', { code: 'rate_limited' });
    const reveal: Apollo['reveal'] = async (some, call) => {
      if (some.includes('p10')) throw busy;
      return all(some, call);
    };
    await expect(revealLeads({ reveal }, ids, recordingContext())).rejects.toBe(busy);
    const { people, refused } = await revealLeads({ reveal }, ids, recordingContext({ last: true }));
    expect([people.size, refused.size, refused.get('p10')]).toEqual([13, 10, 'rate_limited']);
  });

  it('throws what no further attempt can help', async () => {
    const wrong = new TerminalError('Wrong key.', { code: 'vendor_unauthorized' });
    const reveal: Apollo['reveal'] = async () => {
      throw wrong;
    };
    await expect(revealLeads({ reveal }, ids, recordingContext({ last: true }))).rejects.toBe(wrong);
  });

  it('asks nothing for nobody', async () => {
    const { people } = await revealLeads({ reveal: all }, [], recordingContext());
    expect(people.size).toBe(0);
  });
});
