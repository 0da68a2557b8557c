import { aboutVariable, type SectionName, sections } from '@userport/config';
import type { z } from 'zod';

/** One variable as people read of it. */
export interface Variable {
  readonly name: string;
  readonly section: SectionName;
  readonly about: string;
  readonly example?: string | undefined;
  readonly fallback?: string | undefined;
  readonly required: boolean;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;

const fallbackOf = (schema: z.ZodType): string | undefined => {
  const { success, data } = schema.safeParse(undefined);
  return success ? textOf(data) : undefined;
};

/** Every variable once, under the first section that names it. */
export function variables(): Variable[] {
  const found = new Map<string, Variable>();
  for (const [section, schema] of Object.entries(sections) as [SectionName, z.ZodObject][]) {
    for (const [name, rule] of Object.entries<z.ZodType>(schema.shape)) {
      if (found.has(name)) continue;
      const fallback = fallbackOf(rule);
      const example = textOf(rule.meta()?.['example']);
      const required = !rule.safeParse(undefined).success;
      found.set(name, { name, section, about: aboutVariable(rule), example, fallback, required });
    }
  }
  return [...found.values()];
}

const valueOf = ({ example, fallback, required }: Variable): string => {
  if (required) return `required${example === undefined ? '' : `, such as \`${example}\``}`;
  if (fallback !== undefined) return `\`${fallback}\``;
  return example === undefined ? '' : `such as \`${example}\``;
};

/** The table of the README. */
export function configurationTable(): string {
  const rows = variables().map(
    (variable) => `| \`${variable.name}\` | ${variable.section} | ${variable.about} | ${valueOf(variable)} |`,
  );
  return ['| variable | section | what it is | default |', '|---|---|---|---|', ...rows].join('\n');
}

/** `.env.example`: every variable, commented out, with what it is. */
export function environmentExample(): string {
  const parts = Map.groupBy(variables(), ({ section }) => section);
  const blocks = [...parts].map(([section, list]) => {
    const lines = list.flatMap(({ name, about, example, fallback }) => [
      `# ${about}`,
      `#${name}=${example ?? fallback ?? ''}`,
    ]);
    return [`# --- ${section} ---`, ...lines].join('\n');
  });
  const head =
    '# Copy to .env and uncomment what you need; nothing is needed on one machine. Written by `npm run docs`.';
  return `${[head, ...blocks].join('\n\n')}\n`;
}
