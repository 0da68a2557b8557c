import { loadConfig } from '@userport/config';
import { taskServicesOn } from '@userport/host';
import { createLogger } from '@userport/logging';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { taskFunction } from './function';

describe('taskFunction', () => {
  it('opens the task without a key of any vendor', async () => {
    const config = loadConfig(taskFunction.sections, {});
    const log = createLogger({ level: 'error' });
    const services = taskServicesOn(openMemoryWarehouse({ now: () => 0 }), log);
    const task = await taskFunction.open({ config, log, ...services });
    expect(task.contract.name).toBe('lead_linkedin_research');
  });
});
