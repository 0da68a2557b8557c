import { insertLine } from './insert-line';

const text = 'list:\n- b\n- d\nend\n';
const keyOf = (line: string): string | undefined => /^- (\w+)$/.exec(line)?.[1];

describe('insertLine', () => {
  it.each([
    ['- a', 'list:\n- a\n- b\n- d\nend\n'],
    ['- c', 'list:\n- b\n- c\n- d\nend\n'],
    ['- e', 'list:\n- b\n- d\n- e\nend\n'],
  ])('puts %s in its place', (line, expected) => {
    expect(insertLine(text, line, keyOf)).toBe(expected);
  });

  it('leaves a text that has the line as it is', () => {
    expect(insertLine(text, '- d', keyOf)).toBe(text);
  });

  it('throws when there is no line like it', () => {
    expect(() => insertLine('end\n', '- a', keyOf)).toThrow(
      'No line is there that "- a" could stand beside.',
    );
  });
});
