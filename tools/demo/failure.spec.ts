import { stripVTControlCharacters } from 'node:util';
import { failureLines } from './failure';

describe('failureLines', () => {
  it('tell the reason that the receiver was told, each once', () => {
    const body = { status: 'failed', error_details: { message: 'The budget of this job is spent.' } };
    expect(failureLines({ bodies: [body, body] }).map(stripVTControlCharacters)).toEqual([
      '     The budget of this job is spent.',
    ]);
  });

  it('say nothing of bodies without a failure', () => {
    expect(failureLines({ bodies: [{ status: 'completed' }, { error_details: null }] })).toEqual([]);
  });
});
