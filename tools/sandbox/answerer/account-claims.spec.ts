import { claimsFor, technologiesFor } from './account-claims';

const schemaFor = (...fields: string[]) => ({
  type: 'object',
  properties: {
    claims: { type: 'array', items: { type: 'object', properties: { field: { enum: fields } } } },
  },
});

const block = (data: object | string) => ({
  name: 'data',
  text: JSON.stringify(data),
  data: data as never,
});

describe('claimsFor', () => {
  it('claims what a page says, with its sentence and its address', () => {
    const about = {
      url: 'https://quarrystone.example/about',
      published: null,
      blocks: [
        {
          kind: 'paragraph',
          text: 'Quarrystone Software Ltd was founded in 2016 and sits in Cork, Ireland. It employs 85 people.',
        },
      ],
    };
    const claims = claimsFor([block([about])], schemaFor('founded_year', 'employee_count'));
    expect(claims).toMatchObject({
      claims: [
        { field: 'founded_year', value: '2016' },
        { field: 'employee_count', value: '85', quote: 'It employs 85 people.', source: about.url },
      ],
    });
  });

  it('claims the items of a list of customers, and the title of dated news', () => {
    const pages = [
      { url: 'a', blocks: [{ kind: 'item', under: 'Customers', text: 'Wirrabelle Minerals' }] },
      { url: 'b', published: 'Tue, 11 Aug 2026', blocks: [{ kind: 'heading', text: 'TruckWindow plans' }] },
    ];
    expect(claimsFor([block(pages)], schemaFor('customer', 'recent_event'))).toMatchObject({
      claims: [
        { field: 'customer', value: 'Wirrabelle Minerals' },
        { field: 'recent_event', value: 'TruckWindow plans' },
      ],
    });
  });

  it('takes names out of the prose of a search', () => {
    const prose =
      'Competitors of Quarrystone are Aggregata and Loadstone Desk. On 2026-08-11: Quarrystone: News.';
    expect(claimsFor([block(prose)], schemaFor('competitor'))).toMatchObject({
      claims: [{ value: 'Aggregata' }, { value: 'Loadstone Desk' }],
    });
  });

  it('leaves other questions to others', () => {
    expect(claimsFor([], { type: 'object', properties: { value: {} } })).toBeUndefined();
  });
});

describe('technologiesFor', () => {
  const schema = { type: 'object', properties: { technologies: { type: 'array' } } };

  it('names the parts that a page loads', () => {
    const marks = ['https://quarrystone.example/assets/ros-2.js', 'https://cdn.example/x.js'];
    expect(technologiesFor([block(marks)], schema)).toEqual({
      technologies: [{ name: 'ros 2', mark: marks[0] }],
    });
  });

  it('leaves other questions to others', () => {
    expect(technologiesFor([block(['/assets/a.js'])], { type: 'object', properties: {} })).toBeUndefined();
    expect(technologiesFor([block(['a'])], schema)).toBeUndefined();
  });
});
