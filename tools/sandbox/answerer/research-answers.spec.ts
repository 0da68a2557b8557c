import type { Json } from '@userport/contracts';
import { researchAnswer } from './research-answers';

const parts = (data: Json) => ({
  question: '',
  blocks: [{ name: 'activities', data, text: JSON.stringify(data) }],
});
const asking = (property: string) => ({ type: 'object', properties: { [property]: {} } });
const ACTIVITIES = [
  { activity_id: 'a', own_words: 'Robots need the night. We plan robots first of all.', post_text: null },
  { activity_id: 'b', own_words: 'Our robots stand still at night.', post_text: null },
  { activity_id: 'c', own_words: null, post_text: 'Batteries call in sick sometimes.' },
];

describe('researchAnswer', () => {
  it('describes every activity by its id', () => {
    const answer = researchAnswer(parts(ACTIVITIES), asking('descriptions'));
    expect(answer?.['descriptions']).toMatchObject([
      { activity_id: 'a', one_line_summary: 'Robots need the night.', focus_on_company: true },
      { activity_id: 'b', one_line_summary: 'Our robots stand still at night.' },
      { activity_id: 'c', one_line_summary: 'Batteries call in sick sometimes.', focus_on_company: false },
    ]);
  });

  it('finds topics in own words alone, and signals', () => {
    const answer = researchAnswer(parts(ACTIVITIES), asking('traits'));
    expect(answer?.['traits']).toMatchObject([{ description: 'Writes about robots.' }, {}, {}, {}]);
    expect(JSON.stringify(answer)).not.toContain('atteries');
    expect(researchAnswer(parts(ACTIVITIES), asking('signals'))).toHaveProperty('signals');
  });

  it('leaves other questions to others', () => {
    expect(researchAnswer(parts(ACTIVITIES), asking('value'))).toBeUndefined();
    expect(researchAnswer({ question: '', blocks: [] }, asking('traits'))).toBeUndefined();
  });
});
