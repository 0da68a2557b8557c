import { dropOptionalNulls } from './optional-nulls';

const schema = {
  type: 'object',
  properties: {
    needed: { type: 'string' },
    optional: { type: 'string' },
    nullable: { type: ['string', 'null'] },
    choice: { enum: ['a', null] },
    inner: { anyOf: [{ type: 'object', properties: { deep: { type: 'number' } } }, { type: 'null' }] },
    list: { type: 'array', items: { type: 'object', properties: { x: { type: 'string' } } } },
  },
  required: ['needed'],
};

describe('dropOptionalNulls', () => {
  it('takes out null where the user allows absence and not null', () => {
    const value = {
      needed: null,
      optional: null,
      nullable: null,
      choice: null,
      inner: { deep: null },
      list: [{ x: null }, { x: 'y' }],
    };
    expect(dropOptionalNulls(value, schema)).toEqual({
      needed: null,
      nullable: null,
      choice: null,
      inner: {},
      list: [{}, { x: 'y' }],
    });
  });

  it('leaves everything else as it is', () => {
    const value = { needed: 'a', optional: 'b', inner: null, list: [] };
    expect(dropOptionalNulls(value, schema)).toEqual(value);
    expect(dropOptionalNulls([null, 1], true)).toEqual([null, 1]);
    expect(dropOptionalNulls(null, schema)).toBeNull();
  });
});
