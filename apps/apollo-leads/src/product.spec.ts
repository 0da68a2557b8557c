import { productOf } from './product';
import { payloadFor } from './testing';

describe('productOf', () => {
  it('tidies texts and reads personas', () => {
    const product = productOf(
      payloadFor({
        product_data: { name: ' Fleet  Sense ', description: null, persona_role_titles: { buyers: ['COO'] } },
      }),
    );
    expect(product).toEqual({
      name: 'Fleet Sense',
      description: '',
      idealCustomer: '',
      signals: '',
      personas: [{ persona: 'buyer', roles: ['COO'] }],
    });
  });
});
