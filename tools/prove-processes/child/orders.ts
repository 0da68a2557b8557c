import type { Strike } from '../boundaries';

/** What the parent asks of the process under proof. */
export type Order =
  | { readonly name: 'arm'; readonly strike?: Strike }
  | { readonly name: 'crossed' }
  | { readonly name: 'memory' };

/** What the parent is told. */
export type Report =
  | { readonly name: 'armed' }
  | { readonly name: 'crossed'; readonly crossed: readonly string[] }
  | { readonly name: 'memory'; readonly rssBytes: number; readonly peakBytes: number };
