import { serveTask } from '@userport/host/serve';

serveTask('apollo-leads', () => import('./function'));
