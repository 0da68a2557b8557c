import { canonicalJson, sha256Base32 } from '@userport/contracts';
import type { FactField } from './lead-facts';

/** The kinds of criterion. */
export type CriterionKind = 'persona' | 'seniority' | 'function' | 'time_in_role' | 'signal' | 'exclusion';

/** What a lead may be to the product, in the words that Django knows. */
export type Persona = 'buyer' | 'influencer' | 'end_user';

/** The personas in the order in which ties are broken. */
export const PERSONAS: readonly Persona[] = ['buyer', 'influencer', 'end_user'];

/** One thing that makes a lead fit, or rules it out. */
export interface Criterion {
  readonly id: string;
  readonly text: string;
  readonly kind: CriterionKind;
  readonly weight: 1 | 2 | 4;
  /** Criteria of one group are alternatives: one of them is enough. */
  readonly group: string;
  /** The only fields that may prove it. */
  readonly fields: readonly FactField[];
  readonly persona?: Persona;
  /** Persona and exclusion: titles that fulfil it. */
  readonly roles?: readonly string[];
  /** Seniority: the vendor's words; function: names of departments. */
  readonly values?: readonly string[];
  /** Time in role: at most, at least so many whole months. */
  readonly maxMonths?: number;
  readonly minMonths?: number;
  /** Signal: a proof must hold one of these words, or a word that begins so. */
  readonly terms?: readonly string[];
}

/** What leads are scored by. Immutable; a change makes another hash. */
export interface Rubric {
  /** Of the rules by which code makes and applies rubrics. */
  readonly version: number;
  /** Where between low and high the score lies. */
  readonly midpoint: 0.5;
  readonly criteria: readonly Criterion[];
}

/** Raised when the same criteria would be judged or scored otherwise. */
export const RUBRIC_VERSION = 1;

/** Names a rubric: what was judged by one serves under no other. */
export const rubricHash = (rubric: Rubric): string => sha256Base32(canonicalJson(rubric));

/** Built in: whoever has left is no lead of this account. */
export const LEFT_COMPANY: Criterion = {
  id: 'left_company',
  text: 'Has left the company',
  kind: 'exclusion',
  weight: 4,
  group: 'exclusions',
  fields: ['current_employment.organization_name'],
};
