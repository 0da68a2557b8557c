import { scriptedModel } from '@userport/ai/testing';
import { productOf } from './product';
import { productRubric } from './product-rubric';
import { memoryCache, payloadFor, recordingContext } from './testing';

const proposal = {
  equivalents: [{ persona: 'buyer', titles: ['COO'] }],
  seniorities: ['vp'],
  functions: [],
  newInRoleMonths: null,
  signals: [],
  excludedTitles: [],
};

describe('productRubric', () => {
  it('asks one question per product and job, and makes criteria of the answer', async () => {
    const model = scriptedModel([{ object: proposal }]);
    const context = recordingContext();
    const ask = () => productRubric(productOf(payloadFor()), model, memoryCache(), context);
    const { rubric } = await ask();
    expect(rubric.criteria.map(({ id }) => id)).toEqual([
      'persona_buyer',
      'persona_influencer',
      'persona_end_user',
      'seniority',
      'left_company',
    ]);
    expect((await ask()).rubric).toEqual(rubric);
    expect(model.calls).toHaveLength(1);
    expect(model.calls[0]?.question.prompt).toContain('"VP Operations"');
  });

  it('does not take an answer of another form', async () => {
    const model = scriptedModel(() => ({ object: { ...proposal, signals: 'many' } }));
    const asked = productRubric(productOf(payloadFor()), model, memoryCache(), recordingContext());
    await expect(asked).rejects.toMatchObject({ name: 'RetryableError' });
  });
});
