import { fieldOf, type ReceivedCallback } from './received';

it('reads a field of a body as text', () => {
  const callback = (body: ReceivedCallback['body']) => ({ body }) as ReceivedCallback;
  expect([
    fieldOf(callback({ job_id: 'j' }), 'job_id'),
    fieldOf(callback({ job_id: 7 }), 'job_id'),
    fieldOf(callback([]), 'job_id'),
    fieldOf(callback(undefined), 'job_id'),
  ]).toEqual(['j', '', '', '']);
});
