import type { TaskParts } from '@userport/host';
import { taskFunction } from './function';
import { payloadFor, recordingContext } from './testing';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

describe('taskFunction', () => {
  it('opens the task of its contract without asking for a key', async () => {
    const task = await taskFunction.open({ config: { ai: {} }, log });
    expect(task.contract).toBe(taskFunction.contract);
    expect(taskFunction.sections).toEqual(['ai']);
  });

  it('fails a job that needs a key, naming the variable and where to get it', async () => {
    const task = await taskFunction.open({ config: { ai: {} }, log });
    const run = task.run(payloadFor(['e1', 'e2']), recordingContext());
    await expect(run).rejects.toMatchObject({ name: 'TerminalError', code: 'configuration' });
    await expect(run).rejects.toThrow(/GEMINI_API_KEY.*https:\/\//);
  });
});
