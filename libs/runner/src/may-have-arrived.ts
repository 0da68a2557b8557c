import { type ClaimState, endOf, type GenerationState } from './job-state';

/** How the owner of a claim ended it. A claim that only sent has no row of its own: any end that was said is its owner's. */
const wordOf = (claim: ClaimState | undefined): string | undefined =>
  claim?.token === undefined ? [...(claim?.ends.values() ?? [])][0] : endOf(claim, claim.token);

/**
 * Whether the receiver may have taken a body already: a row says so, an earlier send of it was never answered for
 * good, or an earlier claim may have sent it and could not write that down.
 * @param before what was known before this delivery sends; undefined when it settled the result itself
 * @param epoch the claim under which it sends now
 */
export function mayHaveArrived(
  position: number,
  before: GenerationState | undefined,
  epoch: number,
): boolean {
  if (before?.settled === undefined) return false;
  const rounds = [...before.rounds.values()];
  const isKnown = rounds.some(
    ({ accepted, refused }) =>
      accepted.has(position) ||
      refused.some((one) => one.position === position && one.detail['may_have_arrived'] === true),
  );
  if (isKnown) return true;
  for (let earlier = Math.max(1, before.settled.epoch); earlier < epoch; earlier += 1) {
    const word = wordOf(before.claims.get(earlier));
    if (word === undefined || word === 'unsure') return true;
  }
  return false;
}
