import type { Json, JsonObject } from '@userport/contracts';
import type { Judged, Supported } from '@userport/evidence';

/** What was chosen and what was not, field by field. */
export interface MergeNotes {
  /** Of each shown field its evidence; of a list one for each item. */
  readonly evidence: Readonly<Record<string, Json>>;
  /** Claims that nothing proves, with the reason. */
  readonly refused: readonly JsonObject[];
  /** Proved values that differ from the one that counts. */
  readonly disagreements: readonly JsonObject[];
  /**
   * The value that counts. Sources come in groups, the one that counts most first; within a group the value that most
   * pages say, of these the one of the newest page, of these the first. Every other value is kept as a disagreement.
   */
  one<T>(field: string, groups: readonly (readonly Judged<T>[])[]): T | null;
  /** All proved items, each once by its key; null when there is none, since no source says that there is none. */
  all<T>(field: string, judged: readonly Judged<T>[], keyOf: (item: T) => string): T[] | null;
}

/** JSON of a value that may hold undefined. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

/** A value and all that proves it. */
interface Backed<T> {
  readonly value: T;
  readonly proofs: Supported<T>[];
}

/** Values with all their proofs, in order of their first one. */
function backed<T>(proved: readonly Supported<T>[]): Backed<T>[] {
  const byValue = new Map<string, Backed<T>>();
  for (const one of proved) {
    const key = JSON.stringify(one.value);
    const known = byValue.get(key);
    if (known === undefined) byValue.set(key, { value: one.value, proofs: [one] });
    else known.proofs.push(one);
  }
  return [...byValue.values()];
}

/** Takes notes. `publishedOf` is the ISO date of a page, empty where none is known. */
export function openNotes(publishedOf: (url: string) => string): MergeNotes {
  const evidence: Record<string, Json> = {};
  const refused: JsonObject[] = [];
  const disagreements: JsonObject[] = [];
  const provedOf = <T>(field: string, judged: readonly Judged<T>[]): Supported<T>[] =>
    judged.flatMap((one) => {
      if (one.supported) return [one];
      refused.push({ field, claimed: asJson(one.claimed), reason: one.reason });
      return [];
    });
  const sources = <T>({ proofs }: Backed<T>): number =>
    new Set(proofs.map(({ evidence: { source } }) => source)).size;
  const newest = <T>({ proofs }: Backed<T>): string =>
    proofs.map(({ evidence: { source } }) => publishedOf(source)).reduce((a, b) => (a > b ? a : b), '');
  const ranked = <T>(group: readonly Judged<T>[], field: string): Backed<T>[] =>
    backed(provedOf(field, group)).sort(
      (a, b) => sources(b) - sources(a) || newest(b).localeCompare(newest(a)),
    );
  return {
    evidence,
    refused,
    disagreements,
    one(field, groups) {
      const [first, ...others] = groups.flatMap((group) => ranked(group, field));
      const [proof] = first?.proofs ?? [];
      if (first === undefined || proof === undefined) return null;
      evidence[field] = asJson(proof.evidence);
      for (const { value, proofs } of others)
        if (JSON.stringify(value) !== JSON.stringify(first.value))
          disagreements.push({ field, value: asJson(value), evidence: asJson(proofs[0]?.evidence) });
      return first.value;
    },
    all(field, judged, keyOf) {
      const kept = new Map<string, (typeof proved)[number]>();
      const proved = provedOf(field, judged);
      for (const each of proved) {
        const key = keyOf(each.value).toLowerCase();
        if (!kept.has(key)) kept.set(key, each);
      }
      if (kept.size === 0) return null;
      evidence[field] = [...kept.values()].map((each) => ({
        item: keyOf(each.value),
        ...(asJson(each.evidence) as JsonObject),
      }));
      return [...kept.values()].map(({ value }) => value);
    },
  };
}
