import { taskContracts } from '@userport/contracts';
import { once, serveHandler } from '@userport/host';
import { openServices } from './open-services';
import { createRouter } from './router';
import { routes } from './routes';

serveHandler('gateway', ({ config, log }) => {
  const about = { version: config.runtime.VERSION, contracts: taskContracts };
  return createRouter({ routes, about, log, open: once(() => openServices(about, log)) });
});
