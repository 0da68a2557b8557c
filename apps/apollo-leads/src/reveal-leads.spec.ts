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
    expect(asked).toEqual([3, 10, 10]);
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

  it('tells the failure when nobody at all was told of because of it', async () => {
    const wrong = new TerminalError('Wrong key.', { code: 'vendor_unauthorized' });
    const reveal: Apollo['reveal'] = async () => {
      throw wrong;
    };
    const { refused, failure } = await revealLeads({ reveal }, ids, recordingContext());
    expect([refused.size, failure]).toEqual([23, wrong]);
  });

  it('goes on without those ten whom the vendor refuses for good', async () => {
    const reveal: Apollo['reveal'] = async (some, call) => {
      if (some.includes('p10')) throw new TerminalError('No.', { code: 'vendor_refused' });
      return all(some, call);
    };
    const { people, refused, failure } = await revealLeads({ reveal }, ids, recordingContext());
    expect([people.size, refused.get('p10'), failure]).toEqual([13, 'vendor_refused', undefined]);
  });

  it('throws what is a fault of our own', async () => {
    const bug = new RangeError('bug');
    const reveal: Apollo['reveal'] = async () => {
      throw bug;
    };
    await expect(revealLeads({ reveal }, ids, recordingContext({ last: true }))).rejects.toBe(bug);
  });

  it.each([
    [0, 0],
    [1, 1],
    [9, 9],
    [17, 17],
    [23, 23],
  ])('buys as far as a budget for %d reaches, in the order given', async (budget, bought) => {
    let left = budget;
    const reveal: Apollo['reveal'] = async (some, call) => {
      if (some.length > left) throw new TerminalError('Spent.', { code: 'budget_exhausted' });
      left -= some.length;
      return all(some, call);
    };
    const { people, refused } = await revealLeads({ reveal }, ids, recordingContext());
    expect([...people.keys()].sort()).toEqual(ids.slice(0, bought).sort());
    expect([...refused.values()]).toEqual(ids.slice(bought).map(() => 'budget_exhausted'));
  });

  it('gives the attempt back when what is left of a budget meets a passing failure', async () => {
    const busy = new RetryableError('Busy.', { code: 'rate_limited' });
    const reveal: Apollo['reveal'] = async (some) => {
      throw some.length > 5 ? new TerminalError('Spent.', { code: 'budget_exhausted' }) : busy;
    };
    await expect(revealLeads({ reveal }, ids, recordingContext())).rejects.toBe(busy);
  });

  it('leaves a memo of a refusal, which may have been paid for, and of nothing that the provider keeps', async () => {
    const context = recordingContext();
    await revealLeads({ reveal: all }, ids, context);
    expect(context.memos.size).toBe(0);
    const reveal: Apollo['reveal'] = async () => [
      { id: 'a', error: new TerminalError('Somebody else.', { code: 'other_person' }) },
    ];
    await revealLeads({ reveal }, ['a'], context);
    const again = recordingContext({ memos: context.memos });
    expect([...(await revealLeads({ reveal: all }, ['a'], again)).refused]).toEqual([['a', 'other_person']]);
  });

  it('asks nothing for nobody', async () => {
    const { people } = await revealLeads({ reveal: all }, [], recordingContext());
    expect(people.size).toBe(0);
  });
});
