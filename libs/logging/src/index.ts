export { addToLogContext, currentLogContext, type LogContext, withLogContext } from './log-context';
export type { LogFields, LogLevel } from './log-line';
export { logSubject } from './log-subject';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { isSecretName, redact, redactText } from './redact';
export { traceFrom } from './trace-headers';
