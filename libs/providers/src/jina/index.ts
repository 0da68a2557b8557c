export type { ProviderCall, ProviderParts } from '../paid-call';
export { createJina, type Jina, type JinaParts, type ReadPage, type SearchWeb } from './jina';
export type { JinaFound, JinaPage } from './schemas';
