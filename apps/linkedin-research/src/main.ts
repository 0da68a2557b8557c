import { serveTask } from '@userport/host/serve';

serveTask('linkedin-research', () => import('./function'));
