/**
 * The results of all, in their order. When one fails the others are still waited for: what they are paid for is kept for
 * the next attempt.
 * @throws the first failure
 */
export async function allEnded<const T extends readonly Promise<unknown>[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
