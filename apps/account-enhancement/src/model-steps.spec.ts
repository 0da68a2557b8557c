import { withoutStrangeAddresses } from './model-steps';

describe('withoutStrangeAddresses', () => {
  it("keeps the company's own addresses and no other", () => {
    const text =
      'See https://www.brindle-works.example/about, [more](https://evil.example/x?y=1) or www.evil.example now.';
    expect(withoutStrangeAddresses(text, ['brindle-works.example'])).toBe(
      'See https://www.brindle-works.example/about, [more]() or  now.',
    );
  });
});
