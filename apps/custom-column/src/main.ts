import { serveTask } from '@userport/host/serve';

serveTask('custom-column', () => import('./function'));
