import { z } from 'zod';
import type { Source, Support } from './language-model';

/** The fields used of `groundingMetadata`; everything may be absent. */
export const groundingSchema = z.object({
  webSearchQueries: z.array(z.string()).nullish(),
  groundingChunks: z
    .array(z.object({ web: z.object({ uri: z.string().nullish(), title: z.string().nullish() }).nullish() }))
    .nullish(),
  groundingSupports: z
    .array(
      z.object({
        segment: z
          .object({
            startIndex: z.number().nullish(),
            endIndex: z.number().nullish(),
            partIndex: z.number().nullish(),
            text: z.string().nullish(),
          })
          .nullish(),
        groundingChunkIndices: z.array(z.number()).nullish(),
      }),
    )
    .nullish(),
});

/** See {@link groundingSchema}. */
export type GroundingMetadata = z.infer<typeof groundingSchema>;

/** One part of an answer and where its text begins in the prose; undefined for parts that are not in it. */
export interface PlacedPart {
  readonly text: string;
  readonly start: number | undefined;
}

/** What carries an answer. */
export interface Grounding {
  readonly sources: readonly Source[];
  readonly supports: readonly Support[];
  readonly queries: readonly string[];
}

/** Offset in UTF-16 code units of an offset in bytes of UTF-8; inside a character, its beginning. */
export function utf16Offset(text: string, byteOffset: number): number {
  const bytes = Buffer.from(text, 'utf8');
  let at = Math.min(Math.max(byteOffset, 0), bytes.length);
  const isInside = (index: number) => ((bytes[index] ?? 0) & 0xc0) === 0x80;
  while (at > 0 && isInside(at)) at -= 1;
  return bytes.subarray(0, at).toString('utf8').length;
}

type Segment = NonNullable<NonNullable<GroundingMetadata['groundingSupports']>[number]['segment']>;

/** The vendor repeats the segment's text: where the offsets do not lead to it, the text itself is looked for. */
function rangeOf(segment: Segment, parts: readonly PlacedPart[]): { start: number; end: number } | undefined {
  const part = parts[segment.partIndex ?? 0];
  if (part?.start === undefined) return undefined;
  const start = utf16Offset(part.text, segment.startIndex ?? 0);
  const end = utf16Offset(part.text, segment.endIndex ?? 0);
  const said = segment.text ?? '';
  if (said === '' || part.text.slice(start, end) === said) {
    return end > start ? { start: part.start + start, end: part.start + end } : undefined;
  }
  const found = part.text.indexOf(said);
  return found < 0 ? undefined : { start: part.start + found, end: part.start + found + said.length };
}

/**
 * Reads what Google Search gave an answer. Offsets arrive in bytes of UTF-8 of one part; the uri is a redirect of
 * Google's and the title mostly the name of the host. Only pages that some segment names are sources.
 */
export function readGrounding(
  metadata: GroundingMetadata | undefined,
  parts: readonly PlacedPart[],
): Grounding {
  const chunks = metadata?.groundingChunks ?? [];
  const sources: Source[] = [];
  const indexByChunk = new Map<number, number>();
  const sourceIndex = (chunkIndex: number): number | undefined => {
    const known = indexByChunk.get(chunkIndex);
    const web = chunks[chunkIndex]?.web;
    if (known !== undefined || !web?.uri) return known;
    const index = sources.push({ url: web.uri, title: web.title ?? '' }) - 1;
    indexByChunk.set(chunkIndex, index);
    return index;
  };
  const supports: Support[] = [];
  for (const { segment, groundingChunkIndices } of metadata?.groundingSupports ?? []) {
    const range = segment ? rangeOf(segment, parts) : undefined;
    if (range === undefined) continue;
    const cited = (groundingChunkIndices ?? []).map(sourceIndex).filter((index) => index !== undefined);
    if (cited.length > 0) supports.push({ ...range, sources: [...new Set(cited)] });
  }
  const queries = (metadata?.webSearchQueries ?? []).filter((query) => query.trim() !== '');
  return { sources, supports, queries };
}
