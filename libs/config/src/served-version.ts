/** What /health tells where nobody has said which version it is. */
export const DEFAULT_VERSION = 'dev';

/**
 * The version that is served, as the section `runtime` has it, without the rest of the configuration: the first
 * answer to /health must not wait until the rules of all variables are loaded.
 */
export const servedVersion = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => environment['VERSION'] || DEFAULT_VERSION;
