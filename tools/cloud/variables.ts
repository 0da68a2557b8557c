import { type SectionName, sections } from '@userport/config';
import type { z } from 'zod';

const SECRET = /_(API_KEY|SECRET|PASSWORD)$/;

/** True for a variable whose value only Secret Manager may hold. */
export const isSecret = (variable: string): boolean => SECRET.test(variable);

/** The variables of some sections, each once, in their order. */
export const variablesOf = (names: readonly SectionName[]): string[] => [
  ...new Set(names.flatMap((name) => Object.keys(sections[name].shape))),
];

/** True for a variable without which its section does not load. */
export const isRequired = (variable: string): boolean =>
  Object.values(sections).some(({ shape }) => {
    const schema = (shape as Readonly<Record<string, z.ZodType>>)[variable];
    return schema !== undefined && !schema.safeParse(undefined).success;
  });

/** Every secret that any section names. */
export const allSecrets = (): string[] =>
  variablesOf(Object.keys(sections) as SectionName[]).filter(isSecret);
