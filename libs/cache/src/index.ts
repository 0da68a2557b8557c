export type { RequestIdentity } from './cache-key';
export {
  type Cache,
  type CacheParts,
  type CacheQuery,
  type Loaded,
  openCache,
  type SharedFact,
} from './cached';
export { gatherTurn } from './gather';
export type { CacheLog } from './kept-answers';
