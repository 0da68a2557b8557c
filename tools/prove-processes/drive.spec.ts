import { answerFaults, type Driven } from './drive';

const answer = (status: number | undefined, outcome: string) =>
  ({ status, outcome }) as Driven['answers'][number];
const driven = (answers: Driven['answers'], stray: Driven['stray']) => ({ answers, stray }) as Driven;

describe('answerFaults', () => {
  it('finds nothing in a job that was taken and then replayed', () => {
    expect(
      answerFaults(driven([answer(503, 'draining'), answer(200, 'delivered')], answer(200, 'replayed'))),
    ).toEqual([]);
  });

  it('finds a job that was never taken, and a stray delivery that was no replay', () => {
    expect(
      answerFaults(driven([answer(500, 'retry'), answer(undefined, '')], answer(200, 'delivered'))),
    ).toEqual(['never taken by a 2xx in 2 deliveries', 'the stray delivery was answered 200 delivered']);
    expect(answerFaults(driven([answer(200, 'delivered')], undefined))).toHaveLength(1);
  });
});
