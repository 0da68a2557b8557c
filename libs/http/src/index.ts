export { type HttpClock, systemClock } from './clock';
export type { HttpAnswer } from './exchange';
export { HttpCallError, type HttpCallFacts, type HttpFailureKind } from './http-call-error';
export { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client';
export { excerptOf, type HttpRequest } from './http-request';
export { retryAfterMs } from './retry-after';
export type { Judgement, RetryPolicy } from './retry-policy';
