import { judgeProfiles } from './refusals';

const judge = (status: number) =>
  judgeProfiles('ENRICHLAYER_API_KEY')({
    status,
    headers: new Headers(),
    bytes: new Uint8Array(),
    text: () => '',
  });

describe('judgeProfiles', () => {
  it.each([200, 202, 500, 503, 418])('leaves %d to what statuses mean everywhere', (status) => {
    expect(judge(status)).toBeUndefined();
  });

  it('takes 403 for credits that are used up, and names the key whose they are', () => {
    expect(judge(403)).toEqual({
      verdict: 'later',
      code: 'quota_exhausted',
      message: 'answered 403. The credits are used up: top up those of ENRICHLAYER_API_KEY.',
    });
  });

  it('takes 404 for an answer that is final', () => {
    expect(judge(404)).toMatchObject({ verdict: 'never', code: 'not_found' });
  });
});
