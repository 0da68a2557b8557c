/** One name in each form that code needs. */
export interface NameForms {
  /** Folder, file, app: `lead-score`. */
  readonly kebab: string;
  /** In paths and callbacks: `lead_score`. */
  readonly snake: string;
  /** Of environment variables: `LEAD_SCORE`. */
  readonly upper: string;
  /** Of values: `leadScore`. */
  readonly camel: string;
  /** Of types: `LeadScore`. */
  readonly pascal: string;
  /** For people: `Lead Score`. */
  readonly title: string;
}

/** Longest name: Cloud Run takes 49 characters, queues and tables more. */
const LONGEST = 40;
const WORDS_AND_HYPHENS = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Why a name cannot be given to a task or a provider; undefined when it can. */
export function nameProblem(name: string | undefined): string | undefined {
  if (name === undefined) return 'Say its name: lower case words joined by hyphens, such as lead-score.';
  if (name.length > LONGEST) return `"${name}" is longer than ${LONGEST} characters.`;
  if (!WORDS_AND_HYPHENS.test(name))
    return `"${name}" must be lower case words joined by hyphens, such as lead-score.`;
  return undefined;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** The forms of a name like `lead-score`. */
export function formsOf(kebab: string): NameForms {
  const words = kebab.split('-');
  const pascal = words.map(capital).join('');
  return {
    kebab,
    snake: words.join('_'),
    upper: words.join('_').toUpperCase(),
    camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1),
    pascal,
    title: words.map(capital).join(' '),
  };
}
