import type { HttpAnswer } from '@userport/http';
import { NOW } from '../provider-kit.suite';
import { judgeJina } from './refusals';

const judge = judgeJina(() => NOW);
const answer = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: new Headers(),
  bytes: new Uint8Array(),
  text: () => (typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('judgeJina', () => {
  it('leaves a good answer alone without reading it', () => {
    const good = { ...answer(200, ''), text: () => expect('read').toBe('not read') as never };
    expect(judge(good)).toBeUndefined();
  });

  it('goes by the five digits before the status', () => {
    expect(judge(answer(402, { status: 40202, name: 'TierFeatureConstraintError' }))).toMatchObject({
      verdict: 'never',
      code: 'vendor_refused',
    });
    expect(judge(answer(402, 'no JSON'))).toMatchObject({ verdict: 'later', code: 'quota_exhausted' });
  });

  it('reads the delay of the body in seconds or as a date', () => {
    expect(judge(answer(429, { retryAfter: 1.5 }))?.retryAfterMs).toBe(1500);
    const date = new Date(NOW + 9000).toISOString();
    expect(judge(answer(429, { retryAfterDate: date }))?.retryAfterMs).toBe(9000);
    expect(judge(answer(429, { retryAfterDate: 'soon' }))?.retryAfterMs).toBeUndefined();
  });

  it('shows the vendor’s word for the error, and nothing that is no word', () => {
    const said = (name: string) => judge(answer(400, { name }))?.message;
    expect(said('ParamValidationError')).toContain('answered 400 (ParamValidationError).');
    expect(said('key jina_123 is wrong')).not.toContain('jina_123');
  });

  it('leaves a status that it does not know to the usual table', () => {
    expect(judge(answer(418, ''))).toBeUndefined();
  });
});
