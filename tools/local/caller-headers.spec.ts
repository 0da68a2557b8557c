import { callerHeaders } from './caller-headers';

describe('callerHeaders', () => {
  it.each(['http://127.0.0.1:8080', 'http://localhost', 'http://[::1]:80/path'])(
    'gives no token to a gateway of this machine: %s',
    async (address) => {
      expect(await callerHeaders(new URL(address))).toEqual({});
    },
  );
});
