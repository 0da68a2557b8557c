import { capturedParts, type MarkupElement } from '@userport/html';
import { isComment, readComments } from './recent-activity-comments';
import { commentBox, idAt, type MarkupAuthor } from './testing';

const INES: MarkupAuthor = { name: 'Ines Okafor', path: '/in/ines', headline: 'VP', degree: '2nd' };
const TOM: MarkupAuthor = { name: 'Tom Adeyemi', path: '/in/tom', headline: 'Planner', degree: '3rd+' };
const parsed = (html: string): MarkupElement => {
  for (const parts of capturedParts(`<div>${html}</div>`, () => 100_000))
    if (parts[0] !== undefined) return parts[0].root;
  throw new Error('no element');
};
const [first, second] = [idAt('2026-10-01T10:00:00Z'), idAt('2026-10-01T11:00:00Z')];

describe('readComments', () => {
  const thread = commentBox({
    author: TOM,
    urn: `urn:li:comment:(activity:7,${first})`,
    html: 'We do not.',
    age: '3d',
    replies: [{ author: INES, urn: `urn:li:comment:(activity:7,${second})`, html: 'Then start.', age: '2d' }],
  });

  it('reads a comment and the reply below it, each with its own words', () => {
    expect(readComments([parsed(thread)])).toMatchObject([
      {
        ref: { post: { kind: 'activity', id: '7' }, id: first },
        author: { name: 'Tom Adeyemi', url: 'https://www.linkedin.com/in/tom/' },
        text: 'We do not.',
        reply: false,
      },
      { ref: { id: second }, author: { name: 'Ines Okafor' }, text: 'Then start.', reply: true },
    ]);
  });

  it('skips the box for a new comment', () => {
    expect(readComments([parsed(`<div class="comments-comment-box">${thread}</div>`)])).toEqual([]);
  });

  it('knows a comment by its id where its class is another', () => {
    const element = parsed('<p data-id="urn:li:comment:(activity:7,9)">Hi</p>').children[0];
    expect(typeof element === 'object' && isComment(element)).toBe(true);
    expect(readComments(element === undefined ? [] : [element])).toMatchObject([
      { ref: { id: '9' }, author: null, text: null },
    ]);
  });
});
