import { shapeOf } from '@userport/ai';
import { type ScriptedAnswer, scriptedModel } from '@userport/ai/testing';
import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { recordingContext } from '../testing';
import { askOnce } from './asking';

const ask = (answers: readonly ScriptedAnswer[], context = recordingContext()) => {
  const model = scriptedModel(answers);
  const answer = askOnce(
    {
      step: 'a_step',
      input: { ids: ['1'] },
      instructions: 'Rules.',
      blocks: [{ name: 'activities', content: [] }],
      task: 'Do it.',
      shape: shapeOf('a_shape', z.object({ n: z.number() })),
      maxOutputTokens: 100,
    },
    () => model,
    context,
  );
  return { answer, model, context };
};
const failing = (error: TerminalError | RetryableError) => [{ error }];

describe('askOnce', () => {
  it('asks once and reads the kept answer from then on', async () => {
    const first = ask([{ object: { n: 1 } }]);
    expect(await first.answer).toEqual({ n: 1 });
    const second = ask([], recordingContext({ memos: first.context.memos }));
    expect(await second.answer).toEqual({ n: 1 });
    expect(second.model.calls).toHaveLength(0);
  });

  it('lets the queue try again, and gives up in the last attempt', async () => {
    const busy = new RetryableError('busy', { code: 'vendor_busy' });
    await expect(ask(failing(busy)).answer).rejects.toBe(busy);
    expect(await ask(failing(busy), recordingContext({ last: true })).answer).toBeUndefined();
  });

  it('does without a model that refuses, or that the budget does not allow', async () => {
    for (const code of ['vendor_refused', 'budget_exhausted'])
      expect(await ask(failing(new TerminalError('no', { code }))).answer).toBeUndefined();
  });

  it.each(['configuration', 'vendor_unauthorized', 'quota_exhausted'])(
    'tells the operator of %s',
    async (code) => {
      await expect(ask(failing(new TerminalError('no', { code }))).answer).rejects.toMatchObject({ code });
    },
  );
});
