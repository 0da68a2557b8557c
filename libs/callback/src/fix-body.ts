import { type CallbackBody, sha256Base32 } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { type CleanCounts, cleanBody } from './clean';

/** A callback body whose bytes will never change again. */
export interface FixedCallbackBody {
  /** UTF-8 JSON. */
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, base32. */
  readonly sha256: string;
  readonly once: boolean;
  /** What cleaning changed. */
  readonly cleaned: CleanCounts;
}

/** How long a body may be. */
export interface BodyLimits {
  readonly maxBytes: number;
}

/** Django was seen to take 6 MiB; a sixth of that is left for proxies before it. */
const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;

/**
 * Cleans, serialises and bounds one body: one in, one out.
 * @throws TerminalError `body_too_large` naming both sizes
 */
export function fixBody(
  { body, once = false }: CallbackBody,
  { maxBytes }: BodyLimits = { maxBytes: DEFAULT_MAX_BYTES },
): FixedCallbackBody {
  const { value, counts } = cleanBody(body);
  const bytes = Buffer.from(JSON.stringify(value));
  if (bytes.byteLength > maxBytes) {
    throw new TerminalError(
      `A callback body has ${bytes.byteLength} bytes and may have ${maxBytes}. Cut its lists with paginate, or its texts.`,
      { code: 'body_too_large' },
    );
  }
  return { bytes, sha256: sha256Base32(bytes), once, cleaned: counts };
}
