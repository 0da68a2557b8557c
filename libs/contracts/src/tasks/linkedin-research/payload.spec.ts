import { leadLinkedinResearchPayload } from './payload';
import { REQUEST } from './testing';

const problems = (more: object): string[] =>
  (leadLinkedinResearchPayload.safeParse({ ...REQUEST, ...more }).error?.issues ?? []).map(({ path }) =>
    path.join('.'),
  );

describe('leadLinkedinResearchPayload', () => {
  it.each([
    [
      'tabs that are null, empty or missing',
      { posts_html: null, comments_html: '', reactions_html: undefined },
    ],
    ['an empty name', { person_name: '' }],
    ['half a name', { person_name: 'None Smith' }],
    ['an empty address', { person_linkedin_url: '' }],
    ['a page of anything', { posts_html: '\0\ud800<div' }],
    ['unknown parts of input_data', { input_data: { lead_data: null, other: 1 } }],
    ['no input_data', { input_data: null }],
    ['unknown keys', { person_role_title: 'VP' }],
  ])('takes %s', (_what, more) => {
    expect(problems(more)).toEqual([]);
  });

  it.each([
    ['no lead', { lead_id: '' }, ['lead_id']],
    ['no account', { account_id: null }, ['account_id']],
    ['no name at all', { person_name: undefined }, ['person_name']],
    ['a tab that is no text', { posts_html: ['<ul>'] }, ['posts_html']],
    ['a tab above 32 MiB', { posts_html: 'x'.repeat(32 * 1024 * 1024 + 1) }, ['posts_html']],
    ['parts of input_data that are no object', { input_data: { lead_data: 'x' } }, ['input_data.lead_data']],
  ])('refuses %s', (_what, more, paths) => {
    expect(problems(more)).toEqual(paths);
  });

  it('refuses input_data deeper than 64 levels', () => {
    let deep: object = {};
    for (let level = 0; level < 70; level += 1) deep = { deep };
    expect(problems({ input_data: { lead_data: deep } })).toEqual(['input_data']);
  });
});
