export type { ProviderCall, ProviderParts } from '../paid-call';
export { type Builtwith, createBuiltwith, type ProfileOutcome } from './builtwith';
export type { ProfileQuality, Technology, TechnologyProfile } from './quality';
