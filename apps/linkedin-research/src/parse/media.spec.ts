import { capturedParts, type MarkupElement } from '@userport/html';
import { mediaOf } from './media';
import { MEDIA_MARKUP } from './testing';

const parsed = (html: string): MarkupElement => {
  for (const parts of capturedParts(html, () => 100_000)) if (parts[0] !== undefined) return parts[0].root;
  throw new Error('no element');
};

describe('mediaOf', () => {
  it.each([
    [MEDIA_MARKUP.image('A shelf'), 'image', 'A shelf'],
    [MEDIA_MARKUP.image('No alternative text description for this image'), 'image', null],
    [MEDIA_MARKUP.video(), 'video', null],
    [MEDIA_MARKUP.event('Open night'), 'event', 'Open night'],
    [MEDIA_MARKUP.article('State of automation'), 'article', 'State of automation'],
    [MEDIA_MARKUP.document('Uptime unlearned'), 'document', 'Uptime unlearned'],
    [MEDIA_MARKUP.poll('Which shift?'), 'poll', 'Which shift?'],
  ])('reads %s', (html, kind, title) => {
    expect(mediaOf(parsed(html))).toEqual({ kind, title });
  });

  it.each([
    '<div class="update-components-text"></div>',
    '<div class="update-components-toString"></div>',
    '<div></div>',
  ])('reads nothing in %s', (html) => {
    expect(mediaOf(parsed(html))).toBeUndefined();
  });
});
