import { taskContracts } from '@userport/contracts';
import { type MakeHandle, once } from '@userport/host';
import { openServices } from './open-services';
import { createRouter } from './router';
import { routes } from './routes';

/** What answers the gateway's requests; storage and queue are opened at the first that needs them. */
export const makeHandle: MakeHandle = ({ config, log }) => {
  const about = { version: config.runtime.VERSION, contracts: taskContracts };
  return createRouter({ routes, about, log, open: once(() => openServices(about, log)) });
};
