import { RetryableError, TerminalError } from '@userport/errors';
import { atStage } from './stage';

describe('atStage', () => {
  it('answers what the work answers', async () => {
    expect(await atStage('initialization', async () => 7)).toBe(7);
  });

  it.each([new TerminalError('No.'), new RetryableError('Later.')])(
    'tells the stage of a failure: %s',
    async (error) => {
      const failing = atStage('fetching_employees', () => Promise.reject(error));
      await expect(failing).rejects.toBe(error);
      expect(error.stage).toBe('fetching_employees');
    },
  );

  it('leaves the stage that is nearer to the failure', async () => {
    const error = new TerminalError('No.');
    const inner = () => atStage('enriching_leads', () => Promise.reject(error));
    await expect(atStage('evaluating_leads', inner)).rejects.toBe(error);
    expect(error.stage).toBe('enriching_leads');
  });

  it('passes on what is no failure of ours', async () => {
    const bug = new RangeError('bug');
    await expect(atStage('initialization', () => Promise.reject(bug))).rejects.toBe(bug);
  });
});
