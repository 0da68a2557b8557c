export type { ProviderCall, ProviderParts } from '../paid-call';
export {
  type Brightdata,
  type BrightdataParts,
  type CompanyOutcome,
  createBrightdata,
  type PostsOf,
} from './brightdata';
export type { CompanyPost, CompanyPosts, CompanyRecord } from './schemas';
