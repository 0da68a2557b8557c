import { capturedParts } from './captured-parts';
import { classNames, findElement, findElements, type MarkupElement, shownText } from './markup';

const parsed = (html: string): MarkupElement => {
  for (const parts of capturedParts(html, () => 10_000)) if (parts[0] !== undefined) return parts[0].root;
  throw new Error('no element');
};

describe('classNames', () => {
  it.each([
    ['<p class=" a  b\n c ">', ['a', 'b', 'c']],
    ['<p class="">', []],
    ['<p>', []],
  ])('reads the names of %j', (html, names) => {
    expect(classNames(parsed(html))).toEqual(names);
  });
});

describe('shownText', () => {
  it.each([
    ['<p>One  two\n three</p>', 'One two three'],
    ['<span>One<br>two<br><br><br>three</span>', 'One\ntwo\n\nthree'],
    ['<div>One<p>two</p>three</div>', 'One\ntwo\nthree'],
    ['<span>5 &lt; 6 &amp; 7&nbsp;!</span>', '5 < 6 & 7 !'],
    ['<div>a<script>b()</script><style>c{}</style><svg><text>d</text></svg>e</div>', 'ae'],
    ['<ul><li>one<li>two</ul>', 'one\n\ntwo'],
    ['<p></p>', ''],
  ])('reads %j as a person does', (html, text) => {
    expect(shownText(parsed(html))).toBe(text);
  });

  it('leaves out what it is told to skip', () => {
    const element = parsed('<p>Ines<b hidden>twice</b> Okafor</p>');
    expect(shownText(element, ({ attributes }) => attributes['hidden'] !== undefined)).toBe('Ines Okafor');
  });
});

describe('findElement and findElements', () => {
  const root = parsed('<div id="1"><p id="2"><b id="3"></b></p><p id="4"></p></div>');
  const idOf = ({ attributes }: MarkupElement) => attributes['id'];

  it('finds the first in the order of the page, the root included', () => {
    expect(idOf(findElement(root, ({ tag }) => tag === 'p') ?? root)).toBe('2');
    expect(findElement(root, ({ tag }) => tag === 'div')).toBe(root);
    expect(findElement(root, ({ tag }) => tag === 'a')).toBeUndefined();
  });

  it('finds all in the order of the page', () => {
    expect(findElements(root, () => true).map(idOf)).toEqual(['1', '2', '3', '4']);
  });
});
