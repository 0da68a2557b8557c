import { RetryableError, TerminalError } from '@userport/errors';
import type { ProfileProvider } from '@userport/providers/enrichlayer';
import { enrichLeads } from './enrich-leads';
import { profileFor, recordingContext } from './testing';

const leads = Array.from({ length: 15 }, (_, index) => ({ id: `p${index}`, linkedinUrl: `u${index}` }));
const failing =
  (bad: string, error: Error): ProfileProvider['person'] =>
  async ({ url }) => {
    if (url === bad) throw error;
    return profileFor(url);
  };

describe('enrichLeads', () => {
  it('keeps each profile under the lead that it is of', async () => {
    const { profiles } = await enrichLeads(
      { person: async ({ url }) => profileFor(url) },
      leads,
      recordingContext(),
    );
    expect(leads.every(({ id, linkedinUrl }) => profiles.get(id)?.url === linkedinUrl)).toBe(true);
  });

  it.each(['not_found', 'address_refused'])('counts %s as a miss, once per job', async (code) => {
    let asked = 0;
    const person: ProfileProvider['person'] = async () => {
      asked += 1;
      throw new TerminalError('No page.', { code });
    };
    const context = recordingContext();
    for (let round = 0; round < 2; round += 1) {
      const { missed } = await enrichLeads({ person }, leads.slice(0, 1), context);
      expect([...missed]).toEqual(['p0']);
    }
    expect(asked).toBe(1);
  });

  it('goes on without a profile that is refused for good', async () => {
    const wrong = new TerminalError('Odd.', { code: 'response_unexpected' });
    const { profiles, refused } = await enrichLeads(
      { person: failing('u3', wrong) },
      leads,
      recordingContext(),
    );
    expect([profiles.size, [...refused]]).toEqual([14, [['p3', 'response_unexpected']]]);
  });

  it('gives the attempt back on a passing failure, and goes on without it at the last one', async () => {
    const busy = new RetryableError('Busy.', { code: 'unavailable' });
    await expect(enrichLeads({ person: failing('u3', busy) }, leads, recordingContext())).rejects.toBe(busy);
    const { profiles } = await enrichLeads(
      { person: failing('u3', busy) },
      leads,
      recordingContext({ last: true }),
    );
    expect(profiles.size).toBe(14);
  });

  it('throws what is no failure of a vendor', async () => {
    const bug = new RangeError('bug');
    await expect(
      enrichLeads({ person: failing('u3', bug) }, leads, recordingContext({ last: true })),
    ).rejects.toBe(bug);
  });
});
