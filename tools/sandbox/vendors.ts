import { apolloEnvironment, createApollo } from './apollo';
import { brightdataEnvironment, createBrightdata } from './brightdata';
import { builtwithEnvironment, createBuiltwith } from './builtwith';
import { createEnrichlayer, enrichlayerEnvironment } from './enrichlayer';
import { createJina, jinaEnvironment } from './jina';
import type { DeskOptions, VendorDesk } from './vendor-desk';
import type { World } from './world/world';

interface VendorEntry {
  /** For people. */
  readonly title: string;
  readonly open: (world: World, options: DeskOptions) => VendorDesk;
  /** Variables that send the workers to its server. */
  readonly environment: (url: string) => Readonly<Record<string, string>>;
}

/** The data vendors that the sandbox speaks for, one line each. */
export const VENDORS = {
  jina: { title: 'Jina', open: createJina, environment: jinaEnvironment },
  brightdata: { title: 'Bright Data', open: createBrightdata, environment: brightdataEnvironment },
  builtwith: { title: 'BuiltWith', open: createBuiltwith, environment: builtwithEnvironment },
  apollo: { title: 'Apollo', open: createApollo, environment: apolloEnvironment },
  enrichlayer: { title: 'Enrich Layer', open: createEnrichlayer, environment: enrichlayerEnvironment },
} as const satisfies Readonly<Record<string, VendorEntry>>;

/** A vendor of {@link VENDORS}. */
export type VendorName = keyof typeof VENDORS;

/** Their names, in the order of their ports. */
export const VENDOR_NAMES = Object.keys(VENDORS) as VendorName[];

/** A vendor's server. */
export interface VendorServer {
  readonly url: string;
  readonly desk: VendorDesk;
}
