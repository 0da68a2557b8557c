import {
  claimName,
  forgetName,
  generationName,
  queueTaskName,
  settlingName,
  stepKey,
  webhookIdOf,
} from './names';

const key = { jobId: 'job', entityId: 'entity' };

/** SHA-256 of the length-prefixed parts in base32, taken with another language's library. */
const secondLife = 'y3tpougcod6yuf7boapf3fclmyjjr4iuqdou3fl3kn3fdyrvajma';
const thirdOfSecondLife = 'a735rdgzthei6ievubufn4jasr63ci33zenqr2tsjtiyjcs67dsa';
const wholeJob = 'g2q47abtywer6u2n2lhovvb7zagn633awulq2vanyarwyz4iteiq';
const askedInSecondLife = '5biizfqqntbysmjwf75lufvy5qwrymx4t62gnpmu2yqqqn5si5mq';

describe('names', () => {
  it.each([
    ['generation', generationName(key, 2), `gen_${secondLife}`],
    ['claim', claimName(key, 2, 3), `claim_${thirdOfSecondLife}`],
    ['settling', settlingName(key, 2), `settle_${secondLife}`],
    ['queue task', queueTaskName(key, 2, 3), thirdOfSecondLife],
    ['webhook', webhookIdOf(key, 2, 3), `cb_${thirdOfSecondLife}`],
    ['forgetting', forgetName(key), `forget_${wholeJob}`],
    ['step', stepKey(key, 2, 'ask', 'h'), `step_${askedInSecondLife}`],
  ])('gives a %s the same name for ever', (_of, name, expected) => {
    expect(name).toBe(expected);
  });

  it.each([
    ['job', { ...key, jobId: 'job2' }, 2, 3],
    ['entity', { ...key, entityId: 'other' }, 2, 3],
    ['generation', key, 1, 3],
    ['epoch', key, 2, 4],
  ])('gives another %s another name', (_of, otherKey, generation, epoch) => {
    expect(claimName(otherKey, generation, epoch)).not.toBe(claimName(key, 2, 3));
  });

  it('keeps the border between job id and entity id', () => {
    const moved = { jobId: 'jobe', entityId: 'ntity' };
    expect(settlingName(moved, 2)).not.toBe(settlingName(key, 2));
  });

  it('stays within what a label and a queue task name take', () => {
    const long = { jobId: 'ü'.repeat(500), entityId: '/'.repeat(200) };
    expect(claimName(long, 2 ** 31, 1000)).toMatch(/^[a-z0-9_-]{1,63}$/);
    expect(queueTaskName(long, 2 ** 31, 1000)).toMatch(/^[a-z2-7]{52}$/);
  });
});
