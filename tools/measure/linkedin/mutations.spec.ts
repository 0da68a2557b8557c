import { MUTATIONS } from './mutations';

const CARD =
  '<div class="a b" data-urn="urn:li:activity:1" role="article"><button aria-label="2,948 reactions" type="button"><span>x</span></button><img alt="y"></div>';
const mutated = (name: string): string | undefined =>
  MUTATIONS.find((mutation) => mutation.name === name)?.mutate(CARD);

describe('MUTATIONS', () => {
  it('rename every class and nothing else', () => {
    expect(mutated('every class renamed')).toBe(CARD.replace('a b', 'Xq7Zz'));
  });

  it('put two elements between a block and its content', () => {
    expect(mutated('wrappers added')).toContain('role="article"><div class="Xq7Zz"><div><button');
    expect(mutated('wrappers added')).toMatch(/<\/div><\/div><\/div>$/u);
  });

  it('change the words of labels and keep their numbers', () => {
    expect(mutated('labels in another language')).toContain('aria-label="2,948 zzyzx"');
  });

  it('change verbs and ages', () => {
    const { mutate } = MUTATIONS.find(({ name }) => name === 'labels in another language') ??
      MUTATIONS[0] ?? { mutate: String };
    expect(
      mutate(
        '<span><a href="/in/ines/">Ines</a> commented on this</span><span>2d •</span><b>2 days ago • Edited</b>',
      ),
    ).toBe(
      '<span><a href="/in/ines/">Ines</a> zzyzx kfjt</span><span>2zz •</span><b>kfjt 2 zzyzx • Edited</b>',
    );
  });

  it('reverse the attributes of every element', () => {
    expect(mutated('attributes reordered')).toContain(
      '<div role="article" data-urn="urn:li:activity:1" class="a b">',
    );
  });
});
