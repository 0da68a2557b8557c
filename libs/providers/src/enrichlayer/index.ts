export type { ProviderCall, ProviderParts } from '../paid-call';
export type {
  CompanyProfile,
  Freshness,
  PartialDate,
  PersonProfile,
  ProfileProvider,
  WhichProfile,
} from '../profile-provider';
export { createEnrichlayer, createProxycurl, openProfileProvider } from './enrichlayer';
