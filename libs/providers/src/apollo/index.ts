export type { ProviderCall, ProviderParts } from '../paid-call';
export {
  type Apollo,
  createApollo,
  type RevealOutcome,
  type SearchOrganizations,
  type SearchPeople,
  type WhichOrganization,
} from './apollo';
export type {
  ApolloCompany,
  ApolloOrganization,
  ApolloPerson,
  OrganizationPage,
  PeoplePage,
} from './schemas';
