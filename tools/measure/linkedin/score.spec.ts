import { feedCard, idAt } from '../../../apps/linkedin-research/src/parse/testing';
import { INES } from './fixtures/people';
import type { Label, LabelledTab } from './labelled';
import { ASPECTS, scoreTab } from './score';

const AT = '2026-10-10T12:00:00.000Z';
const right: Label = {
  kind: 'post',
  actor: 'Ines Okafor',
  byLead: true,
  author: 'Ines Okafor',
  authorKind: 'person',
  ownWords: 'Hello.',
  counts: [3, null, null],
  acted: ['exact', AT],
};

const tabWith = (labels: readonly Label[]): LabelledTab => ({
  name: 'a tab',
  tab: 'posts',
  capturedAt: '2026-10-12T12:00:00.000Z',
  lead: { name: 'Ines Okafor', linkedinUrl: 'linkedin.com/in/ines-okafor-demo' },
  cards: [
    {
      html: feedCard(
        {
          urn: `urn:li:activity:${idAt(AT)}`,
          author: INES,
          age: '2d',
          text: 'Hello.',
          reactions: '3 reactions',
        },
        2026,
      ),
      labels,
    },
  ],
});

describe('scoreTab', () => {
  it('finds a right label right in everything', async () => {
    const score = await scoreTab(tabWith([right]));
    expect(Object.values(score.right)).toEqual(ASPECTS.map(() => 1));
    expect(score).toMatchObject({ labels: 1, exactErrorsMs: [0], surplus: 0, faults: [] });
  });

  it('names what is wrong, and measures the error of a date', async () => {
    const score = await scoreTab(
      tabWith([
        { ...right, counts: [4, null, null], ownWords: 'Bye.', acted: ['exact', '2026-10-10T12:00:01.000Z'] },
      ]),
    );
    expect(score.right).toMatchObject({ kind: 1, 'own words': 0, counts: 0 });
    expect(score.exactErrorsMs).toEqual([1000]);
    expect(score.faults).toEqual(['a tab, card 1: own words; counts; acted']);
  });

  it('takes an exact date for no interval and for no unknown', async () => {
    expect((await scoreTab(tabWith([{ ...right, acted: ['interval', AT] }]))).intervals).toEqual([false]);
    expect((await scoreTab(tabWith([{ ...right, acted: 'unknown' }]))).undated).toEqual([false]);
  });

  it('counts what no label asks for, and what is missing as wrong in everything', async () => {
    expect((await scoreTab(tabWith([]))).surplus).toBe(1);
    const score = await scoreTab(tabWith([right, right]));
    expect(Object.values(score.right)).toEqual(ASPECTS.map(() => 1));
    expect(score.exactErrorsMs).toEqual([0, Infinity]);
  });
});
