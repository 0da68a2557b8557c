import { health } from './health';

describe('GET /health', () => {
  it('tells that the process runs and its version, without storage', () => {
    expect(health({ version: 'v7', contracts: {} })).toEqual({
      status: 200,
      body: { status: 'healthy', function: 'gateway', version: 'v7' },
    });
  });
});
