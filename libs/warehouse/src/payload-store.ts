import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { canonicalPieces, sha256Base32 } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

/** A stored part at most: BigQuery takes 10 MB a request, and base64 adds a third. */
const PART_BYTES = 4 * 1024 * 1024;
/** Level 1 takes a third of the time of the default for a few per cent more bytes. */
const GZIP_LEVEL = 1;
/** A payload of 32 MiB has at most 9 parts; the rest is room for several who stored the same payload. */
const MOST_PARTS = 64;

type Part = Pick<RowOf<'task_payloads'>, 'part' | 'parts' | 'bytes' | 'sha256' | 'stored_at'>;

/** Request payloads by the hash of their JSON text, compressed and in parts. */
export interface PayloadStore {
  /**
   * Stores a payload, which JSON can say. Storing it again changes nothing. The hash is `sha256Base32` of its canonical JSON.
   * @throws TerminalError `payload_hash` when the hash is not the payload's
   */
  put(payload: object, hash: string): Promise<void>;
  /** The canonical JSON, or undefined when it was never stored or a part is missing or not what was stored. */
  read(hash: string): Promise<string | undefined>;
}

async function compress(payload: object): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  let held: Buffer[] = [];
  let size = 0;
  const cut = (piece: Buffer): void => {
    const fitting = piece.subarray(0, PART_BYTES - size);
    held.push(fitting);
    size += fitting.length;
    if (size < PART_BYTES) return;
    parts.push(Buffer.concat(held));
    held = [];
    size = 0;
    if (fitting.length < piece.length) cut(piece.subarray(fitting.length));
  };
  await pipeline(
    canonicalPieces(payload),
    createGzip({ level: GZIP_LEVEL }),
    async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) cut(piece);
    },
  );
  return size > 0 ? [...parts, Buffer.concat(held)] : parts;
}

async function decompress(parts: readonly Uint8Array[]): Promise<string> {
  // As bytes until it is whole: decoded piece by piece, a text of many scripts is in memory twice, two bytes a letter.
  const pieces: Buffer[] = [];
  await pipeline(parts, createGunzip(), async (source: AsyncIterable<Buffer>) => {
    for await (const piece of source) pieces.push(piece);
  });
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces));
}

/** The find that {@link assemble} takes its rows from. */
export const partsFind = (hash: string): Find<'task_payloads'> => ({
  table: 'task_payloads',
  where: { payload_hash: hash },
  columns: ['part', 'parts', 'bytes', 'sha256', 'stored_at'],
  orderBy: [{ column: 'stored_at' }, { column: 'part' }],
  limit: MOST_PARTS,
});

/** The parts of one storing in order, if all are there and whole. */
const wholeParts = (rows: readonly Part[]): Uint8Array[] | undefined => {
  const byNumber = new Map(
    rows.filter((row) => sha256Base32(row.bytes) === row.sha256).map((row) => [row.part, row]),
  );
  const total = rows[0]?.parts ?? 0;
  const parts = Array.from({ length: total }, (_, index) => byNumber.get(index + 1)?.bytes);
  return parts.every((part) => part !== undefined) ? parts : undefined;
};

/**
 * Puts a payload together from its rows. Several may have stored it, with other compressors: the parts of one storing
 * belong together, and what comes out must have the hash.
 */
export async function assemble(hash: string, rows: readonly Part[]): Promise<string | undefined> {
  const storings = Map.groupBy(rows, ({ stored_at, parts }) => `${stored_at.getTime()} ${parts}`);
  for (const storing of storings.values()) {
    const parts = wholeParts(storing);
    if (parts === undefined) continue;
    const text = await decompress(parts).catch(() => undefined);
    if (text !== undefined && sha256Base32(text) === hash) return text;
  }
  return undefined;
}

/** Opens the store of payloads. `now` is the wall clock, ms since 1970. */
export function openPayloadStore(
  warehouse: Warehouse,
  { now }: { readonly now: () => number },
): PayloadStore {
  return {
    async put(payload, hash) {
      if (sha256Base32(canonicalPieces(payload)) !== hash) {
        throw new TerminalError('A payload was to be stored under a hash that is not its own.', {
          code: 'payload_hash',
        });
      }
      const parts = await compress(payload);
      const storedAt = new Date(now());
      const total = parts.length;
      // One at a time and forgotten at once: the parts of a large payload are not in memory together with their copies.
      for (let part = 1; parts.length > 0; part += 1) {
        const bytes = parts.shift() ?? new Uint8Array();
        const sha256 = sha256Base32(bytes);
        await warehouse.append('task_payloads', [
          { payload_hash: hash, part, parts: total, bytes, sha256, stored_at: storedAt },
        ]);
      }
    },
    async read(hash) {
      const { rows } = await warehouse.find(partsFind(hash));
      return assemble(hash, rows[0]);
    },
  };
}
