import type { Json, JsonObject } from '@userport/contracts';
import { phrase } from './context';
import type { Block, PromptParts } from './prompt-parts';
import { isJsonObject } from './schema-shape';

/** What a model would say about leads: by words alone, so that the same prompt has the same answer. */
type Answer = (blocks: Readonly<Record<string, Json>>) => JsonObject;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];
const textsOf = (value: Json | undefined): string[] => listOf(value).filter((one) => typeof one === 'string');
const recordsOf = (value: Json | undefined): JsonObject[] => listOf(value).filter(isJsonObject);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** Shorter words say nothing of a signal. */
const SHORTEST_WORD = 4;
const EMPTY_WORDS = new Set([
  'with',
  'that',
  'from',
  'have',
  'their',
  'there',
  'about',
  'into',
  'more',
  'openings',
]);

/** Other titles that a model knows for a role, by words of the role. */
const EQUIVALENTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\b(coo|chief operating officer)\b/i, ['COO', 'Chief Operations Officer']],
  [/\bvp warehouse automation\b/i, ['Vice President Warehouse Automation']],
  [
    /\b(vp|vice president)\b.*\boperations\b/i,
    ['Vice President Operations', 'SVP Operations', 'Vizepräsident Betrieb'],
  ],
  [
    /\bdirector of operations\b/i,
    ['Directeur des opérations', 'Directora de operaciones', 'Diretora de Operações'],
  ],
  [
    /\bhead of operations\b/i,
    ['Betriebsleiter', 'Responsable des opérations', 'Jefe de operaciones', 'Hoofd operaties'],
  ],
  [
    /\bhead of warehouse automation\b/i,
    [
      ...[
        'Leiter Lagerautomatisierung',
        'Hoofd Magazijnautomatisering',
        'Jefe de Automatización de Almacenes',
      ],
      ...['Dyrektor ds. Automatyzacji Magazynów', '倉庫自動化部長', 'Responsabile Automazione Magazzini'],
      ...['Responsable Automatisation des Entrepôts', 'Gerente de Automação Logística'],
    ],
  ],
  [/\bdirector of logistics\b/i, ['Direttrice della Logistica', 'Bereichsleiterin Logistik', '物流本部長']],
  [/\bprocurement director\b/i, ['Director of Purchasing', 'Directeur des achats']],
  [
    /\bwarehouse manager\b/i,
    [
      'Lagerleiter',
      "Responsable d'Entrepôt",
      'Jefe de Almacén',
      '倉庫課長',
      'Capo Magazzino',
      'Kierownik Magazynu',
    ],
  ],
  [/\bautomation lead\b/i, ['Robotics Lead', 'Lead Automation']],
  [
    /\bhead of maintenance\b/i,
    ['Instandhaltungsleiter', 'Responsable maintenance', 'Responsabile manutenzione'],
  ],
  [/\bmaintenance planner\b/i, ['Instandhaltungsplaner', 'Onderhoudsplanner']],
];

const LEVELS: readonly (readonly [RegExp, string])[] = [
  [/\b(chief|c[a-z]o)\b/i, 'c_suite'],
  [/\b(vp|vice president)\b/i, 'vp'],
  [/\bhead\b/i, 'head'],
  [/\bdirector\b/i, 'director'],
  [/\b(manager|lead)\b/i, 'manager'],
];
const FUNCTIONS = [
  'operations',
  'maintenance',
  'automation',
  'engineering',
  'sales',
  'marketing',
  'finance',
  'procurement',
];

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The word that a signal is about: its first that says something. */
const termsOf = (signal: string): string[] =>
  wordsOf(signal)
    .filter((word) => word.length >= SHORTEST_WORD && !EMPTY_WORDS.has(word))
    .map((word) => word.replace(/s$/, ''))
    .slice(0, 1);

const rubric: Answer = ({ product }) => {
  const { personas, signals } = isJsonObject(product ?? null) ? (product as JsonObject) : {};
  const groups = recordsOf(personas).map((one) => ({
    persona: textOf(one['persona']),
    roles: textsOf(one['roles']),
  }));
  const roles = groups.flatMap((group) => group.roles).join(' | ');
  return {
    equivalents: groups.map((group) => ({
      persona: group.persona,
      titles: group.roles.flatMap((role) => EQUIVALENTS.find(([words]) => words.test(role))?.[1] ?? []),
    })),
    seniorities: LEVELS.filter(([words]) => words.test(roles)).map(([, level]) => level),
    functions: FUNCTIONS.filter((name) => phrase(name).test(roles)),
    newInRoleMonths: /\bnew in (the|their) role\b/i.test(textOf(signals)) ? 6 : null,
    signals: textOf(signals)
      .split(/[;.\n]|,\s/)
      .map((signal) => signal.trim())
      .filter((signal) => termsOf(signal).length > 0)
      .map((signal) => ({
        text: signal,
        weight: 2,
        fields: ['about', 'headline', 'current_employment.description', 'projects'],
        terms: termsOf(signal),
        group: null,
      })),
    excludedTitles: [],
  };
};

const sentenceWith = (text: string, term: string): string | undefined =>
  text
    .split(/(?<=[.!?;])\s|\n/)
    .find((sentence) => wordsOf(sentence).some((word) => word.startsWith(term)))
    ?.trim()
    .slice(0, 200);

/** Words that half a company has in its titles. */
const LEVEL_WORDS = /^(chief|officer|director|directeur|head|manager|senior|responsable|jefe|with|della?)$/;

/** A title that shares two telling words with a role, or all that the role has. */
const isOfRole = (title: string, role: string): boolean => {
  const own = wordsOf(title);
  const wanted = wordsOf(role).filter((word) => word.length >= SHORTEST_WORD && !LEVEL_WORDS.test(word));
  const shared = wanted.filter((word) => own.includes(word)).length;
  return (
    shared >= 2 ||
    (shared === wanted.length && shared > 0 && wordsOf(role).filter((word) => own.includes(word)).length >= 2)
  );
};

const proofOf = (item: JsonObject, criterion: JsonObject): JsonObject | undefined => {
  const fields = isJsonObject(item['fields'] ?? null) ? (item['fields'] as JsonObject) : {};
  const terms = textsOf(criterion['terms']);
  const roles = textsOf(criterion['roles']);
  for (const field of textsOf(criterion['fields'])) {
    for (const text of textsOf(fields[field])) {
      const words =
        terms.length > 0
          ? terms
              .map((term) => sentenceWith(text, term.split(' ')[0] ?? term))
              .find((found) => found !== undefined)
          : roles.some((role) => isOfRole(text, role))
            ? text
            : undefined;
      if (words !== undefined) return { criterion: criterion['id'] ?? '', field, words };
    }
  }
  return undefined;
};

const judgements: Answer = ({ criteria, items }) => {
  const byId = new Map(recordsOf(criteria).map((one) => [textOf(one['id']), one]));
  return {
    judged: recordsOf(items).map((item) => {
      const asked = textsOf(item['criteria']);
      const yes = asked.map((id) => proofOf(item, byId.get(id) ?? {})).filter((one) => one !== undefined);
      const proved = yes.map((one) => textOf(one['criterion']));
      // A title that is none of the roles says so; a profile that is silent about a signal says nothing.
      const no = asked.filter((id) => !proved.includes(id) && textsOf(byId.get(id)?.['roles']).length > 0);
      return { item: textOf(item['id']), yes, no };
    }),
  };
};

const approaches: Answer = ({ leads }) => ({
  leads: recordsOf(leads).map((lead) => {
    const [first] = textsOf(lead['verified']).filter(
      (signal) => !/^(Buyer|Influencer|End user|level|function)/.test(signal),
    );
    const topic = first?.replace(/ \(.*$/, '') ?? `what a ${textOf(lead['title'])} has to solve`;
    return {
      id: textOf(lead['id']),
      reason: `Of what was verified, ${topic} counts most (sandbox).`,
      approach: `Open with ${topic}, then ask how it is handled today (sandbox).`,
    };
  }),
});

const ANSWERS: readonly (readonly [property: string, Answer])[] = [
  ['equivalents', rubric],
  ['judged', judgements],
  ['leads', approaches],
];

/** The answer to a question about leads; undefined for any other question. */
export function leadAnswer({ blocks }: PromptParts, schema: JsonObject): JsonObject | undefined {
  const properties = isJsonObject(schema['properties'] ?? null) ? (schema['properties'] as JsonObject) : {};
  const answer = ANSWERS.find(([property]) => Object.hasOwn(properties, property))?.[1];
  const named = Object.fromEntries(blocks.map(({ name, data }: Block) => [name, data ?? null]));
  const isAboutLeads = ['product', 'items', 'leads'].some((name) => Object.hasOwn(named, name));
  return isAboutLeads ? answer?.(named) : undefined;
}
