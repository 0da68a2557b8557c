export { inventedWorld } from './world/world';
export { BENCH_LATENCY, type ModelCall, type ModelLatency } from './model-house';
export type { Cell } from './receiver/django-state';
export type { ReceivedCallback, ReceiverSummary } from './receiver/received';
export type { Receiver } from './receiver/receiver';
export type { VendorCall, VendorDesk } from './vendor-desk';
export type { VendorName } from './vendors';
export { type Sandbox, type SandboxOptions, startSandbox, WORKER_EMAIL } from './start-sandbox';
