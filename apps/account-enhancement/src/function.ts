import { cachedModel, type Models, openModels } from '@userport/ai';
import { accountEnhancement } from '@userport/contracts/account-enhancement';
import { defineTaskFunction } from '@userport/host';
import { createBrightdata } from '@userport/providers/brightdata';
import { createBuiltwith } from '@userport/providers/builtwith';
import { createJina } from '@userport/providers/jina';
import { accountEnhancementTask } from './task';

/** Account enhancement as a function: three data vendors and the models, whose answers serve every job of a day. */
export const taskFunction = defineTaskFunction({
  contract: accountEnhancement,
  sections: ['ai', 'providers', 'runtime'],
  open({ config, log, stores, caches }) {
    const parts = {
      config: config.providers,
      cache: caches.requests,
      instances: config.runtime.MAX_INSTANCES,
    };
    const models = openModels(config.ai, log);
    const forRole: Models['forRole'] = (role) =>
      cachedModel(models.forRole(role), { cache: caches.prompts, scope: 'shared' });
    return accountEnhancementTask({
      jina: createJina(parts),
      brightdata: createBrightdata(parts),
      builtwith: createBuiltwith(parts),
      forRole,
      accounts: stores.accounts,
    });
  },
});
