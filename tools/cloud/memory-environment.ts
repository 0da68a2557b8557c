/**
 * How a function's process keeps its memory, wherever it runs deployed: young objects in at most 8 MiB, so that buffers
 * they hold are given back soon, and two arenas of the C library instead of eight a core. Storing and sending 10,000
 * leads took 183 MB over idle with both and 227 MB without (`npm run bench -- pages`).
 * https://nodejs.org/api/cli.html#--max-semi-space-sizesize-in-mib
 */
export const MEMORY_ENVIRONMENT: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  NODE_OPTIONS: '--max-semi-space-size=8',
};
