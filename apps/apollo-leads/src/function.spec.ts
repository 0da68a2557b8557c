import { loadConfig } from '@userport/config';
import { taskServicesOn } from '@userport/host';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { taskFunction } from './function';
import { payloadFor, recordingContext } from './testing';

const ignore = (): void => undefined;
const log = { info: ignore, warn: ignore, error: ignore, debug: ignore };
const config = loadConfig(taskFunction.sections, {});
const services = taskServicesOn(openMemoryWarehouse({ now: () => 0 }), log);

describe('taskFunction', () => {
  it('opens the task of its contract without asking for a key', async () => {
    const task = await taskFunction.open({ config, log, ...services });
    expect(task.contract).toBe(taskFunction.contract);
  });

  it('fails a job that needs a key, naming the variable', async () => {
    const task = await taskFunction.open({ config, log, ...services });
    const run = task.run(payloadFor(), recordingContext());
    await expect(run).rejects.toMatchObject({ name: 'TerminalError', code: 'configuration' });
    await expect(run).rejects.toThrow(/APOLLO_API_KEY/);
  });
});
