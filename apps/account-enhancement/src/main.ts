import { serveTask } from '@userport/host/serve';

serveTask('account-enhancement', () => import('./function'));
