import { serveTask } from '@userport/host';
import { taskFunction } from './function';

serveTask(taskFunction);
