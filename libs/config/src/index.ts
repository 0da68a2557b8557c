export { aboutVariable, type Config, loadConfig } from './load-config';
export {
  type ModelPrice,
  modelPriceAt,
  PRICES_READ_ON,
  type PriceTerms,
  type SearchPrice,
  searchPriceOf,
} from './model-prices';
export {
  findModel,
  findRetirement,
  type ModelFacts,
  type ModelRole,
  MODELS,
  type ModelVendor,
  RETIRED_MODELS,
  type Retirement,
  ROLE_MODELS,
} from './models';
export { type Section, type SectionName, sections } from './sections';
export { vendorPriceAt, type VendorPrice } from './vendor-prices';
