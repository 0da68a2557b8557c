import type { HttpAnswer } from '@userport/http';
import { judgeBrightdata } from './refusals';

const answer = (status: number, body: string): HttpAnswer => ({
  status,
  headers: new Headers(),
  bytes: Buffer.from(body),
  text: () => body,
});

describe('judgeBrightdata', () => {
  it.each(['[]', ' \n[{"a":1}]', '{"snapshot_id":"s_1"}'])('leaves the JSON %j alone', (body) => {
    expect(judgeBrightdata(answer(200, body))).toBeUndefined();
    expect(judgeBrightdata(answer(202, body))).toBeUndefined();
  });

  it.each(['Account is suspended', '<html>', ''])('takes %j with status 200 for no answer', (body) => {
    expect(judgeBrightdata(answer(200, body))).toMatchObject({ verdict: 'later', code: 'response_invalid' });
  });

  it.each([
    ['Snapshot is empty', 'never', 'snapshot_empty'],
    ['Snapshot is expired', 'later', 'snapshot_expired'],
    ['Snapshot has expired', 'later', 'snapshot_expired'],
    ['No data to trigger', 'never', 'vendor_refused'],
  ])('tells a 400 by its words: %s', (body, verdict, code) => {
    expect(judgeBrightdata(answer(400, body))).toMatchObject({ verdict, code });
  });

  it('never tries a 429 again in place: too many of them ban the address', () => {
    expect(judgeBrightdata(answer(429, 'Too many running jobs'))?.verdict).toBe('later');
  });

  it('leaves other statuses to the usual table', () => {
    expect(judgeBrightdata(answer(503, ''))).toBeUndefined();
  });
});
