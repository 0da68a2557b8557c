import { technologyOfMark } from './page-marks';

const page = {
  url: 'https://quarrystone.example/',
  domains: ['quarrystone.example'],
  marks: [
    'generator: WordPress 6.4',
    'https://cdn.shopify.example/s/theme.js',
    'https://quarrystone.example/assets/react_dom.min.js',
    'https://fonts.googleapis.example/css2',
  ],
};

const judge = (name: string, mark: string) => {
  const judged = technologyOfMark({ name, mark }, page);
  return judged.supported ? judged.value : judged.reason;
};

describe('technologyOfMark', () => {
  it('believes a name that is written in the mark, with the mark as its proof', () => {
    expect(technologyOfMark({ name: 'WordPress', mark: 'generator: WordPress 6.4' }, page)).toEqual({
      supported: true,
      value: 'WordPress',
      evidence: { level: 'quoted', source: page.url, quote: 'generator: WordPress 6.4' },
    });
    expect(judge('Shopify', 'https://cdn.shopify.example/s/theme.js')).toBe('Shopify');
    expect(judge('React', 'https://quarrystone.example/assets/react_dom.min.js')).toBe('React');
  });

  it.each([
    ['Magento', 'generator: Magento', 'quote_not_in_page'],
    ['Magento', 'generator: WordPress 6.4', 'value_not_in_quote'],
    ['Google', 'https://fonts.googleapis.example/css2', 'value_not_in_quote'],
    ['CDN', 'https://cdn.shopify.example/s/theme.js', 'value_unreadable'],
    ['Quarrystone', 'https://quarrystone.example/assets/react_dom.min.js', 'value_unreadable'],
    ['s', 'https://cdn.shopify.example/s/theme.js', 'value_unreadable'],
    [' ', 'generator: WordPress 6.4', 'value_unreadable'],
  ])('does not believe %j by %j: %s', (name, mark, reason) => {
    expect(judge(name, mark)).toBe(reason);
  });
});
