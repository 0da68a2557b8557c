import { jsonOf, type SandboxReply, type SandboxRequest } from '../serve-loopback';
import type { Receiver } from './receiver';
import { fieldOf } from './received';

type View = (receiver: Receiver, query: URLSearchParams) => object;

/** What can be looked at, by path under `/_sandbox/`. */
const VIEWS: Readonly<Record<string, View>> = {
  callbacks: ({ callbacks }, query) => {
    const jobId = query.get('job_id');
    const shown = callbacks.filter((one) => jobId === null || fieldOf(one, 'job_id') === jobId);
    return { callbacks: shown.map(({ text: _text, ...one }) => one) };
  },
  cells: ({ state }) => ({ cells: [...state.cells.values()] }),
  rows: ({ state }) => ({ rows: [...state.rows.values()] }),
  started: ({ state }) => ({ started: state.started }),
  leads: ({ state }) => ({ leads: [...state.leads.values()] }),
  accounts: ({ state }) => ({ accounts: Object.fromEntries(state.accounts) }),
  summary: (receiver) => receiver.summary(),
  faults: ({ faults }) => ({ faults: faults.list() }),
};

const changeFaults = ({ faults }: Receiver, { method, body }: SandboxRequest): SandboxReply | undefined => {
  if (method === 'DELETE') faults.clear();
  else if (method !== 'POST') return undefined;
  else {
    try {
      faults.add(jsonOf(body));
    } catch (error) {
      return { status: 422, body: { error: String(error) } };
    }
  }
  return { status: 200, body: { faults: faults.list() } };
};

/**
 * `GET /_sandbox/` and below: what the receiver holds, for people and for tests in another process. `POST` and
 * `DELETE /_sandbox/faults` switch faults on and off.
 */
export function inspect(receiver: Receiver, request: SandboxRequest): SandboxReply | undefined {
  const [, name] = /^\/_sandbox\/(\w*)$/.exec(request.path) ?? [];
  if (name === undefined) return undefined;
  if (name === 'faults') {
    const changed = changeFaults(receiver, request);
    if (changed !== undefined) return changed;
  }
  const view = VIEWS[name];
  if (name === '') return { status: 200, body: { views: Object.keys(VIEWS) } };
  return view === undefined
    ? { status: 404, body: { error: `Look at one of: ${Object.keys(VIEWS).join(', ')}.` } }
    : { status: 200, body: view(receiver, request.query) };
}
