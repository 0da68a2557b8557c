import { serveHandler } from '@userport/host/serve';

serveHandler('gateway', () => import('./make-handle'));
