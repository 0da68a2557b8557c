import { companyOf, postOf } from './records';
import { companyRow, postRow } from './schemas';

const company = (row: object) => companyOf(companyRow.parse(row));
const post = (row: object) => postOf(postRow.parse(row));

describe('companyOf', () => {
  it('knows nothing of an empty record, and invents nothing', () => {
    const { countryCodes, locations, industries, specialties, employees, similar, updates, ...facts } =
      company({});
    expect([countryCodes, locations, industries, specialties, employees, similar, updates].flat()).toEqual(
      [],
    );
    expect(new Set(Object.values(facts))).toEqual(new Set([null]));
  });

  it('reads lists that come as one string and as lists', () => {
    expect(company({ country_code: 'IE,GB', specialties: 'billing, usage metering' })).toMatchObject({
      countryCodes: ['IE', 'GB'],
      specialties: ['billing', 'usage metering'],
    });
    expect(
      company({ country_code: 'IE,GB', country_codes_array: ['IE'], specialties: ['billing, usage', 'a'] }),
    ).toMatchObject({ countryCodes: ['IE'], specialties: ['billing, usage', 'a'] });
  });

  it('takes an industry with commas for one', () => {
    expect(company({ industries: 'Oil, Gas, and Mining' }).industries).toEqual(['Oil, Gas, and Mining']);
    expect(company({ industries: ['Software', 'Mining'] }).industries).toEqual(['Software', 'Mining']);
  });

  it('takes of an employee the title for the name and the subtitle for the headline', () => {
    const employees = [
      { title: 'Mira Odell', subtitle: 'VP', link: 'https://ie.linkedin.com/in/mira-9?trk=org-employees' },
    ];
    expect(company({ employees }).employees).toEqual([
      { name: 'Mira Odell', headline: 'VP', url: 'https://ie.linkedin.com/in/mira-9' },
    ]);
  });

  it('undoes the escapes of the meta text once, and cleans every text', () => {
    expect(company({ description: 'A &amp; B &amp;lt; &quot;C&quot;', about: ' a\0b ' })).toMatchObject({
      description: 'A & B &lt; "C"',
      about: 'ab',
    });
  });

  it('reads updates, funding, stock and similar companies', () => {
    const row = {
      updates: [
        {
          text: 'We are hiring',
          date: '2026-11-18T09:00:00.000Z',
          likes_count: 37,
          post_url: 'https://www.linkedin.com/posts/x?utm=1',
        },
      ],
      funding: { last_round_type: 'Series B', last_round_raised: 'US$ 20.0M', rounds: 3 },
      stock_info: { stock_ticker: 'QST', stock_exchange: 'ISE' },
      similar: [{ title: 'Tallyvane', Links: 'https://www.linkedin.com/company/tallyvane?trk=similar' }],
      timestamp: '2026-11-20T09:00:00.000Z',
    };
    expect(company(row)).toMatchObject({
      updates: [
        {
          text: 'We are hiring',
          date: '2026-11-18T09:00:00.000Z',
          url: 'https://www.linkedin.com/posts/x',
          likes: 37,
          comments: null,
        },
      ],
      funding: { lastRoundDate: null, lastRoundType: 'Series B', rounds: 3, lastRoundRaised: 'US$ 20.0M' },
      stock: { exchange: 'ISE', ticker: 'QST' },
      similar: [{ name: 'Tallyvane', url: 'https://www.linkedin.com/company/tallyvane' }],
      scrapedAt: '2026-11-20T09:00:00.000Z',
    });
  });

  it('drops links that are none', () => {
    expect(company({ url: 'javascript:alert(1)' }).url).toBeNull();
    expect(company({ url: 'about' }).url).toBeNull();
  });
});

describe('postOf', () => {
  it('reads a post, whatever form its date has', () => {
    const row = {
      id: '73',
      post_text: 'We are hiring',
      headline: 'Hiring',
      title: 'Quarrystone on LinkedIn',
      date_posted: 'Wed Nov 18 2026 09:00:00 GMT+0000 (Coordinated Universal Time)',
      hashtags: ['#hiring'],
      num_likes: 37,
      post_type: 'post',
      tagged_companies: [{ name: 'Tallyvane', link: 'https://www.linkedin.com/company/tallyvane?x=1' }],
    };
    expect(post(row)).toMatchObject({
      id: '73',
      title: 'Hiring',
      text: 'We are hiring',
      date: '2026-11-18T09:00:00.000Z',
      likes: 37,
      comments: null,
      type: 'post',
      repost: null,
      taggedCompanies: [{ name: 'Tallyvane', url: 'https://www.linkedin.com/company/tallyvane' }],
      taggedPeople: [],
    });
  });

  it('tells a repost from the object of nulls that every other post has', () => {
    const nulls = { repost_url: null, repost_user_name: null, repost_text: null, repost_date: null };
    expect(post({ repost: nulls }).repost).toBeNull();
    expect(post({ repost: { ...nulls, repost_text: 'said first', repost_user_name: 'A' } }).repost).toEqual({
      url: null,
      author: 'A',
      text: 'said first',
      date: null,
    });
  });

  it('knows no date and no type that it cannot read', () => {
    expect(post({ date_posted: '2d', post_type: 'carousel' })).toMatchObject({ date: null, type: null });
  });
});
