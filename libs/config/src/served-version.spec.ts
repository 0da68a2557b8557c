import { loadConfig } from './load-config';
import { servedVersion } from './served-version';

describe('servedVersion', () => {
  it.each([[{}], [{ VERSION: '' }], [{ VERSION: 'a1b2c3' }]])(
    'is what the section runtime says of %j',
    (environment) => {
      expect(servedVersion(environment)).toBe(loadConfig(['runtime'], environment).runtime.VERSION);
    },
  );
});
