import { budgetField } from './budget';

describe('budgetField', () => {
  it.each([0, 0.0005, 10_000, null, undefined])('takes %p', (budget) => {
    expect(budgetField().safeParse(budget).success).toBe(true);
  });

  it.each([-0.01, 10_001, '5', Number.NaN])('refuses %p', (budget) => {
    expect(budgetField().safeParse(budget).success).toBe(false);
  });
});
