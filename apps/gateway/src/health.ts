import { ok } from './problem';
import type { Teller } from './route';

/** `GET /health`: the process runs. Asks nothing of storage or queue: a platform would restart a healthy instance. */
export const health: Teller = ({ version }) => ok({ status: 'healthy', function: 'gateway', version });
