import { type EntityKey, hashOfParts, keyHashOf } from '@userport/contracts';

/** The name whose holder has made a generation. */
export const generationName = (key: EntityKey, generation: number): string =>
  `gen_${hashOfParts([keyHashOf(key), generation])}`;

/** The name whose holder may run, until its lease is over. */
export const claimName = (key: EntityKey, generation: number, epoch: number): string =>
  `claim_${hashOfParts([keyHashOf(key), generation, epoch])}`;

/** The name whose holder's bodies are the result. */
export const settlingName = (key: EntityKey, generation: number): string =>
  `settle_${hashOfParts([keyHashOf(key), generation])}`;

/** The name that is held once a job was forgotten; whoever runs or sends looks there again and again. */
export const forgetName = (key: EntityKey): string => `forget_${hashOfParts([keyHashOf(key)])}`;

/** The queue's name for the n-th enqueue of a generation; a queue remembers a name for up to a day. */
export const queueTaskName = (key: EntityKey, generation: number, n: number): string =>
  `${hashOfParts([keyHashOf(key), generation, n])}`;

/** What a receiver may know one body by, for ever. */
export const webhookIdOf = (key: EntityKey, generation: number, position: number): string =>
  `cb_${hashOfParts([keyHashOf(key), generation, position])}`;

/** Identity of a paid step: the same for every delivery of one generation with one input. */
export const stepKey = (key: EntityKey, generation: number, step: string, inputHash: string): string =>
  `step_${hashOfParts([keyHashOf(key), generation, step, inputHash])}`;
