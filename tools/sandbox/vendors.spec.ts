import { sections } from '@userport/config';
import { VENDOR_NAMES, VENDORS } from './vendors';
import { inventedWorld } from './world/world';

describe.each(VENDOR_NAMES)('the vendor %s', (name) => {
  const { open, environment } = VENDORS[name];

  it('points variables of the configuration at its server', () => {
    const variables = Object.keys(environment('http://127.0.0.1:1'));
    expect(variables.filter((variable) => !(variable in sections.providers.shape))).toEqual([]);
    expect(variables).toContain(`${name.toUpperCase()}_API_KEY`);
  });

  it('answers at its desk', async () => {
    const desk = open(inventedWorld, { sleep: async () => undefined, now: () => 0 });
    const query = new URLSearchParams();
    const asked = { method: 'GET', path: '/_sandbox/calls', query, headers: {}, body: Buffer.alloc(0) };
    expect(await desk.handle(asked)).toEqual({ status: 200, body: { calls: [], count: 0 } });
  });
});
