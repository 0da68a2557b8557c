/** As much of a body as its bound allows. */
export interface BoundedBody {
  readonly bytes: Uint8Array;
  /** True when there was more; the connection is then given up and nothing further is read. */
  readonly cut: boolean;
}

const declaredBytes = (response: Response): number => {
  const encoded = response.headers.get('content-encoding') ?? 'identity';
  return encoded === 'identity' ? Number(response.headers.get('content-length') ?? 0) : 0;
};

/**
 * Reads a body up to a bound, counted after decompression: a small gzip file that unfolds to gigabytes ends at the
 * bound, too. With `headless`, a body that declares itself too long is not read at all.
 */
export async function readBounded(
  response: Response,
  maxBytes: number,
  { headless = false }: { readonly headless?: boolean } = {},
): Promise<BoundedBody> {
  if (response.body === null) return { bytes: new Uint8Array(), cut: false };
  if (headless && declaredBytes(response) > maxBytes) {
    await response.body.cancel();
    return { bytes: new Uint8Array(), cut: true };
  }
  const chunks: Uint8Array[] = [];
  let left = maxBytes;
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk.subarray(0, left));
    left -= chunk.byteLength;
    if (left < 0) return { bytes: Buffer.concat(chunks), cut: true };
  }
  return { bytes: Buffer.concat(chunks), cut: false };
}
