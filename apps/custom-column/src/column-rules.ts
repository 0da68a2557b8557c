import type { Column } from './column';
import { dataRules } from './data-rules';
import { booleanRules, choiceRules, numberRules, textRules } from './scalar-rules';
import type { ValueRules } from './value-rules';

/**
 * The rules of a column.
 * @throws TerminalError `column_invalid` when the column's JSON schema cannot be used
 */
export async function columnRules({
  limits,
  markdown,
}: Pick<Column, 'limits' | 'markdown'>): Promise<ValueRules> {
  switch (limits.type) {
    case 'string':
      return textRules(limits.maxLength, markdown);
    case 'number':
      return numberRules(limits.min, limits.max);
    case 'boolean':
      return booleanRules(limits.trueLabel, limits.falseLabel);
    case 'enum':
      return choiceRules(limits.allowedValues);
    case 'json_object':
      return dataRules(limits.schema);
  }
}
