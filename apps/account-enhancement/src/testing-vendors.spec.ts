import { TerminalError } from '@userport/errors';
import { recordingContext } from './testing';
import { fakeVendors } from './testing-vendors';

describe('fakeVendors', () => {
  it('fails where it is told to, and notes what it was asked', async () => {
    const vendors = fakeVendors({ builtwith: new TerminalError('No key.', { code: 'configuration' }) });
    const { bill, signal } = recordingContext();
    await expect(vendors.builtwith.profile('brindle-works.example', { bill, signal })).rejects.toThrow(
      'No key.',
    );
    expect(vendors.asked).toEqual(['builtwith']);
  });
});
