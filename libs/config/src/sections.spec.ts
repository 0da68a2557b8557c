import type { z } from 'zod';
import { aboutVariable } from './load-config';
import { sections } from './sections';

const variables = Object.entries(sections).flatMap(([section, { shape }]) =>
  Object.entries<z.ZodType>(shape).map(([name, schema]) => [section, name, schema] as const),
);

describe('sections', () => {
  it.each(variables)('tells in section %s what %s is for', (_section, name, schema) => {
    expect(name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    expect(aboutVariable(schema)).not.toBe('');
  });

  it('means the same by a variable in every section that has it', () => {
    const byName = Map.groupBy(variables, ([, name]) => name);
    const shared = [...byName].filter(([, uses]) => uses.length > 1);
    expect(shared.map(([name]) => name)).toEqual(['GOOGLE_CLOUD_PROJECT']);
    for (const [, uses] of shared) expect(new Set(uses.map(([, , schema]) => schema)).size).toBe(1);
  });

  it('reads lists separated by commas and drops the gaps', () => {
    const { ALLOWED_CALLERS } = sections.auth.parse({ ALLOWED_CALLERS: 'a@b.example, ,c@d.example,' });
    expect(ALLOWED_CALLERS).toEqual(['a@b.example', 'c@d.example']);
  });

  it('reads true and false and refuses anything else for a switch', () => {
    expect(sections.auth.parse({ IAM_CHECKS_TOKENS: 'true' }).IAM_CHECKS_TOKENS).toBe(true);
    expect(sections.auth.parse({ IAM_CHECKS_TOKENS: 'false' }).IAM_CHECKS_TOKENS).toBe(false);
    expect(sections.auth.safeParse({ IAM_CHECKS_TOKENS: 'yes' }).success).toBe(false);
  });

  it.each(['0', '1.5', '-3', 'many'])('refuses %s where a whole number from 1 is wanted', (text) => {
    expect(sections.runtime.safeParse({ REQUEST_TIMEOUT_SECONDS: text }).success).toBe(false);
  });

  it.each(['localhost:8080', 'file:///etc/hosts', 'gs://bucket'])('refuses %s as an address', (text) => {
    expect(sections.callback.safeParse({ DJANGO_BASE_URL: text }).success).toBe(false);
  });

  it('speaks v1 of the Gemini API unless told otherwise', () => {
    expect(sections.ai.parse({}).GEMINI_API_VERSION).toBe('v1');
    expect(sections.ai.parse({ GEMINI_API_VERSION: 'v1beta' }).GEMINI_API_VERSION).toBe('v1beta');
    expect(sections.ai.safeParse({ GEMINI_API_VERSION: 'v2' }).success).toBe(false);
  });
});
