export { createIdTokens, type IdTokens, type IdTokensOptions } from './id-token';
export { type CallerCheck, type CallerRules, type CallerVerdict, verifyCaller } from './verify-caller';
