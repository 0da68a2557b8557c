const withoutSlash = (text: string): string => text.replace(/\/+$/, '');

/**
 * Every spelling under which one service is named in tokens. The queue writes the address as it is configured;
 * Django writes scheme, host and port alone, and forces the scheme to https unless it runs locally. With and without
 * a final slash each. A name that is no address stands for itself.
 */
export function spellingsOf(audience: string): readonly string[] {
  if (!/^https?:\/\//.test(audience) || !URL.canParse(audience)) return [audience];
  const { origin, host } = new URL(audience);
  const bare = [withoutSlash(audience), origin, `https://${host}`];
  return [...new Set([audience, ...bare.flatMap((text) => [text, `${text}/`])])];
}
