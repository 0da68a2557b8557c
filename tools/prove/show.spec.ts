import { showPlant } from './show';

describe('showPlant', () => {
  it('lists the plants when nobody knows the one that is asked for', async () => {
    const told = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await showPlant('none such')).toBe(2);
    expect(told.mock.calls[0]?.[0]).toContain('No plant is called none such. There are:');
    expect(told.mock.calls[0]?.[0]).toContain('  lease that never lapses');
    told.mockRestore();
  });
});
