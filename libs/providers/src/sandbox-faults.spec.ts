import { inventedWorld } from '../../../tools/sandbox';
import { apolloEnvironment, createApollo as openApolloSandbox } from '../../../tools/sandbox/apollo';
import { listingsOf } from '../../../tools/sandbox/apollo-records';
import {
  brightdataEnvironment,
  createBrightdata as openBrightdataSandbox,
} from '../../../tools/sandbox/brightdata';
import {
  builtwithEnvironment,
  createBuiltwith as openBuiltwithSandbox,
} from '../../../tools/sandbox/builtwith';
import {
  createEnrichlayer as openEnrichlayerSandbox,
  enrichlayerEnvironment,
} from '../../../tools/sandbox/enrichlayer';
import { createJina as openJinaSandbox, jinaEnvironment } from '../../../tools/sandbox/jina';
import { type LoopbackServer, serveLoopback } from '../../../tools/sandbox/serve-loopback';
import type { VendorDesk } from '../../../tools/sandbox/vendor-desk';
import { createApollo } from './apollo/apollo';
import { createBrightdata } from './brightdata/brightdata';
import { createBuiltwith } from './builtwith/builtwith';
import { createEnrichlayer } from './enrichlayer/enrichlayer';
import { createJina } from './jina/jina';
import type { ProviderCall, ProviderParts } from './paid-call';
import { NOW, openKit, type ProviderKit } from './provider-kit.suite';

interface Vendor {
  open(): VendorDesk;
  environment(url: string): Readonly<Record<string, string>>;
  ask(parts: ProviderParts, call: ProviderCall): Promise<unknown>;
}

const options = { sleep: () => Promise.resolve(), now: () => NOW };
const DOMAIN = 'northwind-robotics.example';
const PERSON = 'https://www.linkedin.com/in/ines-okafor-demo';
const INES =
  listingsOf(inventedWorld).find(({ person }) => person.linkedinSlug === 'ines-okafor-demo')?.id ?? '';
const COMPANY = 'https://www.linkedin.com/company/northwind-robotics-demo';

const vendors: Readonly<Record<string, Vendor>> = {
  jina: {
    open: () => openJinaSandbox(inventedWorld, options),
    environment: jinaEnvironment,
    ask: (parts, call) => createJina(parts).read({ url: `https://${DOMAIN}/about`, form: 'markdown' }, call),
  },
  'jina search': {
    open: () => openJinaSandbox(inventedWorld, options),
    environment: jinaEnvironment,
    ask: (parts, call) => createJina(parts).search({ query: 'Northwind Robotics', content: false }, call),
  },
  brightdata: {
    open: () => openBrightdataSandbox(inventedWorld, options),
    environment: brightdataEnvironment,
    ask: (parts, call) => createBrightdata(parts).company(COMPANY, call),
  },
  'brightdata posts': {
    open: () => openBrightdataSandbox(inventedWorld, options),
    environment: brightdataEnvironment,
    ask: (parts, call) => createBrightdata(parts).posts({ url: COMPANY }, call),
  },
  builtwith: {
    open: () => openBuiltwithSandbox(inventedWorld, options),
    environment: builtwithEnvironment,
    ask: (parts, call) => createBuiltwith(parts).profile(DOMAIN, call),
  },
  apollo: {
    open: () => openApolloSandbox(inventedWorld, options),
    environment: apolloEnvironment,
    ask: (parts, call) => createApollo(parts).reveal([INES], call),
  },
  'apollo search': {
    open: () => openApolloSandbox(inventedWorld, options),
    environment: apolloEnvironment,
    ask: (parts, call) => createApollo(parts).searchPeople({ domains: [DOMAIN] }, call),
  },
  'apollo companies': {
    open: () => openApolloSandbox(inventedWorld, options),
    environment: apolloEnvironment,
    ask: (parts, call) => createApollo(parts).searchOrganizations({ domains: [DOMAIN] }, call),
  },
  'apollo company': {
    open: () => openApolloSandbox(inventedWorld, options),
    environment: apolloEnvironment,
    ask: (parts, call) => createApollo(parts).organization({ domain: DOMAIN }, call),
  },
  enrichlayer: {
    open: () => openEnrichlayerSandbox(inventedWorld, options),
    environment: enrichlayerEnvironment,
    ask: (parts, call) => createEnrichlayer(parts).person({ url: PERSON }, call),
  },
  'enrichlayer company': {
    open: () => openEnrichlayerSandbox(inventedWorld, options),
    environment: enrichlayerEnvironment,
    ask: (parts, call) => createEnrichlayer(parts).company({ url: COMPANY }, call),
  },
};

/** Faults that every vendor has, and what they come to; `answered` where it works in the end. */
const COMMON: readonly (readonly [fault: string, code: string])[] = [
  ['rate-limited', 'rate_limited'],
  ['out-of-quota', 'quota_exhausted'],
  ['bad-key', 'vendor_unauthorized'],
  ['unavailable', 'vendor_unavailable'],
  ['reset', 'vendor_unreachable'],
  ['html-page', 'response_invalid'],
  ['slow', 'answered'],
  ['no-answer', 'vendor_timeout'],
  // The world has it for companies; it is the model houses' affair.
  ['truncated', 'answered'],
];

/** The same, of answers that are read for long: once a vendor, since its questions are read alike. */
const LONG: readonly (readonly [fault: string, code: string])[] = [
  ['huge-body', 'response_too_large'],
  ['gzip-bomb', 'response_too_large'],
];

/** Whose question it is. */
const vendorOf = (name: string): string => name.split(' ')[0] ?? '';

const OWN: readonly (readonly [vendor: string, fault: string, code: string])[] = [
  ['jina', 'rate-limited-once', 'answered'],
  ['jina', 'page-paused', 'page_paused'],
  ['jina', 'no-content', 'nothing_found'],
  ['jina', 'over-budget', 'page_too_long'],
  ['jina', 'legal-block', 'page_forbidden'],
  ['jina', 'target-404', 'page_missing'],
  ['jina', 'target-403', 'page_refused'],
  ['jina', 'target-500', 'page_unavailable'],
  ['jina', 'blocked', 'page_refused'],
  ['jina search', 'no-content', 'nothing_found'],
  ['brightdata', 'rate-limited-once', 'rate_limited'],
  ['brightdata', 'snapshot', 'answered'],
  ['brightdata', 'ready-but-202', 'answered'],
  ['brightdata', 'failed-snapshot', 'snapshot_failed'],
  ['brightdata', 'error-rows', 'row_failed'],
  ['brightdata', 'dead-page', 'not_found'],
  ['brightdata', 'blocked', 'row_failed'],
  ['brightdata', 'suspended', 'response_invalid'],
  ['brightdata posts', 'ready-but-202', 'answered'],
  ['brightdata posts', 'empty-snapshot', 'answered'],
  ['brightdata posts', 'error-rows', 'row_failed'],
  ['builtwith', 'rate-limited-once', 'answered'],
  ['builtwith', 'plan-too-small', 'quota_exhausted'],
  ['builtwith', 'one-lookup-only', 'vendor_refused'],
  ['builtwith', 'error-as-text', 'quota_exhausted'],
  ['apollo', 'rate-limited-once', 'answered'],
  ['apollo', 'hour-used-up', 'rate_limited'],
  ['apollo', 'day-used-up', 'rate_limited'],
  ['apollo', 'endpoint-not-allowed', 'vendor_unauthorized'],
  ['apollo', 'plan-too-small', 'quota_exhausted'],
  ['apollo', 'failed', 'vendor_refused'],
  ['apollo', 'matches-shuffled', 'answered'],
  ['apollo', 'locked-emails', 'answered'],
  ['apollo', 'nothing-enriched', 'answered'],
  ['apollo search', 'older-shape', 'answered'],
  ['apollo search', 'hour-used-up', 'rate_limited'],
  ['apollo company', 'nothing-enriched', 'answered'],
  ['enrichlayer', 'rate-limited-once', 'answered'],
  ['enrichlayer', 'not-found', 'not_found'],
  ['enrichlayer', 'retired', 'vendor_refused'],
  ['enrichlayer', 'error-inside', 'response_unexpected'],
  ['enrichlayer', 'thin-profile', 'answered'],
];

const all = [
  ...Object.keys(vendors).flatMap((vendor) => COMMON.map(([fault, code]) => [vendor, fault, code] as const)),
  ...Object.keys(vendors)
    .filter((name) => name === vendorOf(name))
    .flatMap((vendor) => LONG.map(([fault, code]) => [vendor, fault, code] as const)),
  ...OWN,
];

describe('every way in which the sandbox answers badly', () => {
  let server: LoopbackServer | undefined;
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const askWith = async (name: string, fault: string): Promise<{ code: string; kit: ProviderKit }> => {
    const vendor = vendors[name];
    if (vendor === undefined) throw new Error(name);
    server = await serveLoopback(vendor.open().handle);
    const kit = openKit(vendor.environment(server.url), { headers: { 'x-sandbox-fault': fault } });
    let ended = false;
    const asked = vendor
      .ask(kit.parts, kit.call())
      .then(
        () => 'answered',
        (error: { code: string }) => error.code,
      )
      .finally(() => (ended = true));
    // Nothing else ends a call that is not answered.
    while (fault === 'no-answer' && !ended) {
      await new Promise((resolve) => setImmediate(resolve));
      kit.clock.fire();
    }
    return { code: await asked, kit };
  };

  it.each(all)('%s: %s', async (vendor, fault, expected) => {
    const { code, kit } = await askWith(vendor, fault);
    expect(code).toBe(expected);
    // Whatever came of it, the bill has one line, and none is left open.
    expect(kit.lines).toHaveLength(1);
  });

  it.each(Object.entries(vendors))('is tried where %s has it', (name, { open }) => {
    const vendor = vendorOf(name);
    const tried = all.flatMap(([asked, fault]) => (vendorOf(asked) === vendor ? [fault] : []));
    expect(open().faults.filter((fault) => !tried.includes(fault))).toEqual([]);
  });

  it('is asked for at the sandbox by the company that carries a fault, too', async () => {
    server = await serveLoopback(openBrightdataSandbox(inventedWorld, options).handle);
    const kit = openKit(brightdataEnvironment(server.url));
    const { company } = createBrightdata(kit.parts);
    const ask = (slug: string) => company(`https://www.linkedin.com/company/${slug}`, kit.call());
    await expect(ask('stonewall-archives-demo')).rejects.toMatchObject({ code: 'row_failed' });
    await expect(ask('brownout-energy-demo')).rejects.toMatchObject({ code: 'vendor_unavailable' });
  });
});
