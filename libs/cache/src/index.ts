export type { RequestIdentity } from './cache-key';
export {
  type Cache,
  type CacheParts,
  type CacheQuery,
  type Loaded,
  openCache,
  type SharedFact,
} from './cached';
export type { CacheLog } from './kept-answers';
