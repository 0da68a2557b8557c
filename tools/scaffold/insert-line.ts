/**
 * Puts a line among those like it, in the order of their keys; if it is there already the text stays as it is.
 * @param keyOf the key of a line among which the new one belongs, undefined for other lines
 * @throws Error when no such line is there
 */
export function insertLine(text: string, line: string, keyOf: (line: string) => string | undefined): string {
  const lines = text.split('\n');
  if (lines.includes(line)) return text;
  const key = keyOf(line) ?? '';
  const places = lines.flatMap((one, index) => {
    const other = keyOf(one);
    return other === undefined ? [] : [{ index, isAfter: other > key }];
  });
  const last = places.at(-1);
  if (last === undefined) throw new Error(`No line is there that "${line.trim()}" could stand beside.`);
  return lines.toSpliced(places.find(({ isAfter }) => isAfter)?.index ?? last.index + 1, 0, line).join('\n');
}
