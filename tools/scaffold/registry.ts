import { insertLine } from './insert-line';
import { formsOf } from './names';

const importedFrom = (line: string): string | undefined =>
  /^import \{ \w+ \} from '\.\/([\w-]+)';$/.exec(line)?.[1];

/** Sorted as the tasks' own names are: `lead_score` before `leads`. */
const listed = (line: string): string | undefined =>
  /^ {2}(\w+),$/.exec(line)?.[1]?.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Adds a task's contract to `libs/contracts/src/tasks/index.ts`: its import and its line in the list. */
export function withContract(registry: string, name: string): string {
  const { camel, kebab } = formsOf(name);
  const imported = insertLine(registry, `import { ${camel} } from './${kebab}';`, importedFrom);
  return insertLine(imported, `  ${camel},`, listed);
}

const SECTION = '  providers: z.object({';
const END_OF_SECTIONS = '} as const;';

/** Adds a provider's key to the section `providers` of `libs/config/src/sections.ts`; makes the section if need be. */
export function withKey(sections: string, name: string): string {
  const { title, upper } = formsOf(name);
  const variable = `${upper}_API_KEY`;
  if (sections.includes(`    ${variable}:`)) return sections;
  const text = sections.includes(SECTION)
    ? sections
    : sections.replace(END_OF_SECTIONS, `${SECTION}\n  }),\n${END_OF_SECTIONS}`);
  return text.replace(SECTION, `${SECTION}\n    ${variable}: variable(optional, 'Key of ${title}.'),`);
}
