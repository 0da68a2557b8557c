import { signalsAnswer } from './research-signals';

const KNOWN = {
  person_name: 'Ines Okafor',
  lead_data: {
    current_employment: { title: 'VP Operations' },
    employment_history: [{ title: 'Director of Service' }],
  },
  account_data: { funding_details: { funding_rounds: [{ series: 'Series B' }] } },
  product_data: { name: 'FleetSense' },
};
const OWN = { id: 'a', ownWords: 'We count every stop.', text: '' };

describe('signalsAnswer', () => {
  it('finds a change of job, money and the newest words, each with its ground', () => {
    const { signals } = signalsAnswer([OWN], KNOWN);
    expect(signals).toMatchObject([
      {
        description: 'Became VP Operations.',
        outreach_message: 'Hi Ines, how is the start as VP Operations?',
        inputs: [{ path: 'lead_data.current_employment.title', value: 'VP Operations' }],
      },
      { inputs: [{ path: 'account_data.funding_details.funding_rounds.0.series', value: 'Series B' }] },
      { quotes: [{ activity_id: 'a', quote: 'We count every stop.' }], inputs: [] },
      { outreach_message: 'Hi Ines, Marlene Voss said that you look for help.' },
      { inputs: [{ path: 'lead_data.employment_history.0.title', value: 'Director of Service' }] },
    ]);
  });

  it('finds none where nothing is known', () => {
    expect(signalsAnswer([], {})).toEqual({ signals: [] });
  });
});
