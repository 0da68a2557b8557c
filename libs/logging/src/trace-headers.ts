import type { LogContext } from './log-context';

/** Header names in lower case, as Node gives them. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Letters that an id is made of, and no more of them than an id needs: the text goes into every line. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** https://www.w3.org/TR/trace-context/#traceparent-header : version, trace, parent, flags. */
const TRACEPARENT = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/i;

/** https://cloud.google.com/trace/docs/trace-context#legacy-http-header : trace, then an optional span. */
const CLOUD_TRACE = /^([\da-f]{32})(?:\/|$)/i;

const textOf = (headers: Headers, name: string): string => {
  const value = headers[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
};

/**
 * The trace of a request. `X-Request-ID` names it when the caller sent one (Django does); else the platform's trace,
 * from `traceparent` or `X-Cloud-Trace-Context`, does. Malformed headers count as absent; with none the answer is empty.
 */
export function traceFrom(headers: Headers): Pick<LogContext, 'trace_id' | 'cloud_trace'> {
  const found =
    TRACEPARENT.exec(textOf(headers, 'traceparent')) ??
    CLOUD_TRACE.exec(textOf(headers, 'x-cloud-trace-context'));
  const cloudTrace = found?.[1]?.toLowerCase().replace(/^0{32}$/, '');
  const requestId = REQUEST_ID.exec(textOf(headers, 'x-request-id'))?.[0];
  const traceId = requestId ?? cloudTrace;
  return {
    ...(traceId ? { trace_id: traceId } : {}),
    ...(cloudTrace ? { cloud_trace: cloudTrace } : {}),
  };
}
