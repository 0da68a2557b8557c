import { hidingSelectors, openHidden } from './hidden-marks';

const isHidden = openHidden();

const none = new Set<string>();

describe('isHidden', () => {
  it.each<[string, Record<string, string>]>([
    ['p', { hidden: '' }],
    ['p', { 'aria-hidden': 'true' }],
    ['p', { style: 'color:red; display : none' }],
    ['p', { style: 'visibility:hidden' }],
    ['p', { style: 'opacity:0' }],
    ['p', { style: 'opacity: 0.0;' }],
    ['p', { style: 'font-size:0px' }],
    ['p', { style: 'position:absolute;left:-9999px' }],
    ['p', { style: 'text-indent:-2000em' }],
    ['p', { style: 'clip: rect(0 0 0 0)' }],
    ['p', { style: 'color:#FFFFFF' }],
    ['p', { style: 'width:0;overflow:hidden' }],
    ['p', { class: 'note sr-only' }],
    ['p', { class: 'hidden' }],
    ['template', {}],
    ['noscript', {}],
    ['dialog', {}],
  ])('says so of a %s with %j', (name, attributes) => {
    expect(isHidden(name, attributes, none)).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['p', {}],
    ['p', { style: 'opacity:0.9;font-size:0.8em;left:-5px;display:block' }],
    ['p', { style: 'color:#fff;background:#003' }],
    ['p', { style: 'max-width:0.5em;line-height:0' }],
    ['nav', { class: 'hidden md:flex' }],
    ['nav', { class: 'd-none d-lg-block' }],
    ['p', { class: 'hidden-gem overflow-hidden' }],
    ['dialog', { open: '' }],
  ])('does not say so of a %s with %j', (name, attributes) => {
    expect(isHidden(name, attributes, none)).toBe(false);
  });

  it('knows the selectors of the page', () => {
    const selectors = new Set(['.seo', '#keywords']);
    expect(isHidden('p', { class: 'a seo b' }, selectors)).toBe(true);
    expect(isHidden('p', { id: 'keywords' }, selectors)).toBe(true);
    expect(isHidden('p', { class: 'seo-title', id: 'seo' }, selectors)).toBe(false);
  });
});

describe('hidingSelectors', () => {
  it('finds simple selectors that hide, and none of rules for some screens', () => {
    const sheet = `.a, #b , p.c { display: none } .d { color: red }
      @media (max-width: 600px) { .e { display: none } .f { display:none } } .g{visibility:hidden}`;
    expect([...hidingSelectors(sheet)]).toEqual(['.a', '#b', '.g']);
  });

  it.each(['', '{', '}}}', '.a{display:none', '@media{'])('reads %j without a fault', (sheet) => {
    expect(hidingSelectors(sheet).size).toBeLessThanOrEqual(1);
  });
});
