import { loadConfig } from '@userport/config';
import { createLogger } from '@userport/logging';
import request from '../fixtures/request.json';
import { estimate } from './estimate';
import { taskFunction } from './function';

describe('estimate', () => {
  it('says that reading pages calls nobody', async () => {
    const config = loadConfig(taskFunction.sections, {});
    const at = new Date('2026-11-24T12:00:00Z');
    expect(await estimate(request, { config, log: createLogger({ level: 'error' }), at })).toEqual([]);
  });
});
