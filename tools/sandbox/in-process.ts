import type { JsonObject } from '@userport/contracts';
import { createAnswerer } from './answerer/answerer';
import { realSleep, type SandboxReply, type SandboxRequest } from './serve-loopback';
import { VENDOR_NAMES, type VendorName, VENDORS } from './vendors';
import { inventedWorld } from './world/world';

/** A question to a model, as a scripted model is called. */
export interface ScriptedQuestion {
  readonly kind: 'text' | 'object' | 'search';
  readonly question: { readonly instructions: string; readonly prompt: string };
  readonly jsonSchema?: JsonObject;
}

/** The vendors and models of the invented world for one process: no server, no latency, no network. */
export interface InProcessSandbox {
  handle(vendor: VendorName, request: SandboxRequest): Promise<SandboxReply>;
  /** What the models say, in the form of a script's answer. */
  answer(call: ScriptedQuestion):
    | { readonly text: string }
    | { readonly object: unknown }
    | {
        readonly search: {
          readonly text: string;
          readonly queries: readonly string[];
          readonly sources: readonly { readonly url: string; readonly title: string }[];
          readonly supports: readonly {
            readonly start: number;
            readonly end: number;
            readonly sources: readonly number[];
          }[];
        };
      };
}

/** Opens it. `now` is ms since 1970. */
export function openInProcess(now: () => number): InProcessSandbox {
  const answerer = createAnswerer(inventedWorld);
  const options = { sleep: () => realSleep(0), now };
  const desks = new Map(VENDOR_NAMES.map((name) => [name, VENDORS[name].open(inventedWorld, options)]));
  return {
    async handle(vendor, request) {
      return desks.get(vendor)?.handle(request) ?? { status: 404 };
    },
    answer({ kind, question, jsonSchema = {} }) {
      if (kind === 'object') return { object: answerer.data(question, jsonSchema) };
      const { sentences, queries } = answerer.prose(question);
      const text = sentences.map((sentence) => sentence.text).join(' ');
      if (kind === 'text') return { text };
      const urls = [...new Set(sentences.flatMap(({ url }) => url ?? []))];
      let at = 0;
      const supports = sentences.flatMap((sentence) => {
        const start = at;
        at += sentence.text.length + 1;
        const source = sentence.url === undefined ? -1 : urls.indexOf(sentence.url);
        return source < 0 ? [] : [{ start, end: start + sentence.text.length, sources: [source] }];
      });
      return {
        search: { text, queries, supports, sources: urls.map((url) => ({ url, title: new URL(url).host })) },
      };
    },
  };
}
