import { traceFrom } from './trace-headers';

const HEX = '0af7651916cd43dd8448eb211c80319c';

describe('traceFrom', () => {
  it.each([
    ['traceparent', { traceparent: `00-${HEX}-b7ad6b7169203331-01` }],
    ['traceparent in upper case', { traceparent: `00-${HEX.toUpperCase()}-B7AD6B7169203331-01` }],
    ['X-Cloud-Trace-Context with span', { 'x-cloud-trace-context': `${HEX}/1234;o=1` }],
    ['X-Cloud-Trace-Context alone', { 'x-cloud-trace-context': HEX }],
    ['a repeated header', { traceparent: [`00-${HEX}-b7ad6b7169203331-01`, 'other'] }],
  ])('reads %s', (_name, headers) => {
    expect(traceFrom(headers)).toEqual({ trace_id: HEX, cloud_trace: HEX });
  });

  it('names the trace by X-Request-ID and keeps the one of the platform beside it', () => {
    const headers = { 'x-request-id': 'a1b2-c3', traceparent: `00-${HEX}-b7ad6b7169203331-01` };
    expect(traceFrom(headers)).toEqual({ trace_id: 'a1b2-c3', cloud_trace: HEX });
  });

  it('takes X-Request-ID alone', () => {
    expect(traceFrom({ 'x-request-id': ' req.7 ' })).toEqual({ trace_id: 'req.7' });
  });

  it('prefers traceparent to X-Cloud-Trace-Context', () => {
    const headers = {
      traceparent: `00-${HEX}-b7ad6b7169203331-01`,
      'x-cloud-trace-context': `${'1'.repeat(32)}/1`,
    };
    expect(traceFrom(headers).cloud_trace).toBe(HEX);
  });

  it.each([
    ['nothing', {}],
    ['an invalid all-zero trace', { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` }],
    ['too few digits', { 'x-cloud-trace-context': 'abc/1' }],
    ['an id with a line break', { 'x-request-id': 'a\nb' }],
    ['an id of 10,000 characters', { 'x-request-id': 'a'.repeat(10_000) }],
    ['an empty list', { traceparent: [] }],
  ])('answers nothing for %s', (_name, headers) => {
    expect(traceFrom(headers)).toEqual({});
  });
});
