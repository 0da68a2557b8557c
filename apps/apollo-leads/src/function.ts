import { openModels } from '@userport/ai';
import { apolloLeads } from '@userport/contracts/apollo-leads';
import { defineTaskFunction } from '@userport/host';
import { createApollo } from '@userport/providers/apollo';
import { openProfileProvider } from '@userport/providers/enrichlayer';
import { apolloLeadsTask } from './task';

/** Leads as a function: models, Apollo and a provider of profiles, each asked for its key when it is first used. */
export const taskFunction = defineTaskFunction({
  contract: apolloLeads,
  sections: ['ai', 'providers', 'runtime'],
  open({ config, log, stores, caches }) {
    const instances = config.runtime.MAX_INSTANCES;
    const parts = { config: config.providers, cache: caches.requests, instances };
    return apolloLeadsTask({
      models: openModels(config.ai, log),
      apollo: createApollo(parts),
      profiles: openProfileProvider(parts),
      accounts: stores.accounts,
      prompts: caches.prompts,
    });
  },
});
