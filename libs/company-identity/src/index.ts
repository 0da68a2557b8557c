export { bareName, compareNames, type NameMatch } from './company-name';
export {
  type Candidate,
  type CandidateRecord,
  type Decision,
  type JudgedCandidate,
  leadsElsewhere,
  type Mark,
  type MarkName,
  resolveIdentity,
  type SiteIdentity,
  THRESHOLD,
} from './resolve-identity';
export { type SeenSite, type SiteState, siteStateOf } from './site-state';
