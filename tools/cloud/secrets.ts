import { type SectionName, sections } from '@userport/config';

const SECRET = /_(API_KEY|SECRET|PASSWORD)$/;

/** True for a variable whose value only Secret Manager may hold. */
export const isSecret = (variable: string): boolean => SECRET.test(variable);

/** The variables of some sections, each once, in their order. */
export const variablesOf = (names: readonly SectionName[]): string[] => [
  ...new Set(names.flatMap((name) => Object.keys(sections[name].shape))),
];

/** Every secret that any section names. */
export const allSecrets = (): string[] =>
  variablesOf(Object.keys(sections) as SectionName[]).filter(isSecret);
