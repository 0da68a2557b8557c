import { inventedWorld } from '../sandbox';
import { type Company, createWorld, type World } from '../sandbox/world/world';

const COUNT = 20;

/** The domain of an invented account. */
export const numbered = (index: number): string => `alderfen-${index}.example`;

/** Runs first, so that everything is loaded. */
export const WARM = 'alderfen-warm.example';
/** Known for two technologies only. */
export const FEW = 'alderfen-few.example';
/** Whose model answers always break their shape. */
export const MALFORMED = 'alderfen-malformed.example';
/** The accounts of the bulk job: none that was asked about before. */
export const TWENTY = Array.from({ length: COUNT }, (_, index) => numbered(index + 1));

const ALL = [WARM, numbered(0), FEW, MALFORMED, ...TWENTY];

/** The id of an account as Django gives it. */
export const accountIdOf = (domain: string): string =>
  `7f1c3e1e-0d55-4c0a-9f3e-${String(ALL.indexOf(domain)).padStart(12, '0')}`;

const withoutFault = inventedWorld.companies.filter(({ fault }) => fault === undefined);

/** A company as large as those of the sandbox, under another name. */
function companyAt(domain: string, index: number): Company {
  const like = withoutFault[index % withoutFault.length];
  if (like === undefined) throw new Error('The invented world has no company without a fault.');
  const label = domain.replace('.example', '');
  const name = label
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ');
  return {
    ...like,
    ...{ name, legalName: `${name} Ltd`, domain, linkedinSlug: `${label}-demo` },
    ...(domain === FEW && { technologies: like.technologies.slice(0, 2) }),
    ...(domain === MALFORMED && { fault: 'malformed' as const }),
  };
}

/** Accounts that nothing is kept of yet. */
export const benchWorld = (): World =>
  createWorld(
    ALL.map((domain, index) => companyAt(domain, index)),
    [],
  );
