import type { Column } from './column';
import { columnRules } from './column-rules';

describe('columnRules', () => {
  it.each<[Column['limits'], string]>([
    [{ type: 'string', maxLength: 5 }, 'value_string'],
    [{ type: 'number', min: 0, max: 1 }, 'value_number'],
    [{ type: 'boolean', trueLabel: undefined, falseLabel: undefined }, 'value_boolean'],
    [{ type: 'enum', allowedValues: ['a', 'b'] }, 'value_enum'],
    [{ type: 'json_object', schema: undefined }, 'value_json'],
  ])('stores values of %j in %s', async (limits, field) => {
    expect((await columnRules({ limits, markdown: false })).field).toBe(field);
  });

  it('refuses a column whose schema cannot be used', async () => {
    const limits = { type: 'json_object', schema: { type: 'nonsense' } } as const;
    await expect(columnRules({ limits, markdown: false })).rejects.toMatchObject({ code: 'column_invalid' });
  });
});
