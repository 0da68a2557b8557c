import { activitiesIn, knownIn, sentencesOf } from './research-activities';

const parts = (name: string, data: object) => ({
  question: '',
  blocks: [{ name, data: JSON.parse(JSON.stringify(data)) as never, text: '' }],
});

describe('activitiesIn', () => {
  it('reads own words, else those of the post', () => {
    const data = [
      { activity_id: 'a', own_words: 'Mine.', post_text: 'His.' },
      { activity_id: 'b', own_words: null, post_text: 'His.' },
    ];
    expect(activitiesIn(parts('activities', data))).toEqual([
      { id: 'a', ownWords: 'Mine.', text: 'Mine.' },
      { id: 'b', ownWords: '', text: 'His.' },
    ]);
  });

  it('tells no activities from no such block', () => {
    expect(activitiesIn(parts('activities', []))).toEqual([]);
    expect(activitiesIn(parts('known', {}))).toBeUndefined();
  });
});

describe('knownIn', () => {
  it('is empty without its block', () => {
    expect(knownIn(parts('known', { person_name: 'Ines' }))).toEqual({ person_name: 'Ines' });
    expect(knownIn(parts('activities', []))).toEqual({});
  });
});

describe('sentencesOf', () => {
  it('leaves out what is too short to prove anything', () => {
    expect(sentencesOf('We do not. We count every stop.\nIt is not cheap!')).toEqual([
      'We count every stop.',
      'It is not cheap!',
    ]);
  });
});
