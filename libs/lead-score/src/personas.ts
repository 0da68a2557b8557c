import { type Persona, PERSONAS } from './rubric';

/** The role titles of one persona. */
export interface PersonaRoles {
  readonly persona: Persona;
  readonly roles: readonly string[];
}

/** More than any product names; each is compiled and told to a model. */
const MOST_ROLES = 40;
const LONGEST_ROLE = 120;

const KEYS: Readonly<Record<Persona, RegExp>> = {
  buyer: /^(economic)?(buyer|decisionmaker)s?$/,
  influencer: /^(influencer|champion)s?$/,
  end_user: /^(end)?users?$/,
};

const personaOf = (key: string): Persona | undefined =>
  PERSONAS.find((persona) => KEYS[persona].test(key.toLowerCase().replace(/[^a-z]/g, '')));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Role titles in whatever form they were written: texts, lists in a text, objects with a title. */
function rolesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[,;\n]/);
  if (Array.isArray(value))
    return (value as readonly unknown[]).flatMap((part) =>
      typeof part === 'string' ? [part] : rolesIn(part),
    );
  if (!isRecord(value)) return [];
  return ['title', 'role_title', 'role', 'name', 'titles', 'role_titles'].flatMap((key) =>
    rolesIn(value[key]),
  );
}

const tidy = (roles: readonly string[]): string[] => {
  const trimmed = roles
    .map((role) => role.trim())
    .filter((role) => role !== '' && role.length <= LONGEST_ROLE);
  return [...new Map(trimmed.map((role) => [role.toLowerCase(), role])).values()].slice(0, MOST_ROLES);
};

/**
 * Reads a product's persona role titles, which its owner wrote as an object of lists, as a list or as a text. Titles
 * without a persona count as buyers. Empty when there are none.
 */
export function readPersonas(value: unknown): readonly PersonaRoles[] {
  const entries: [Persona, string[]][] = isRecord(value)
    ? Object.entries(value).flatMap(([key, part]) => {
        const persona = personaOf(key);
        return persona === undefined ? [] : [[persona, rolesIn(part)] as [Persona, string[]]];
      })
    : [['buyer', rolesIn(value)]];
  return PERSONAS.map((persona) => ({
    persona,
    roles: tidy(entries.filter(([of]) => of === persona).flatMap(([, roles]) => roles)),
  })).filter(({ roles }) => roles.length > 0);
}
