import { capturedParts, type MarkupElement } from '@userport/html';
import {
  ageLine,
  ageLineOf,
  authorOf,
  commentary,
  hasClass,
  nameIn,
  plainName,
  profileLinkIn,
  saysSponsored,
  visibleText,
  withClass,
} from './shown-parts';
import { hashtagAnchor, profileAnchor } from './testing';

const parsed = (html: string): MarkupElement => {
  for (const parts of capturedParts(html, () => 100_000)) if (parts[0] !== undefined) return parts[0].root;
  throw new Error('no element');
};
const TWIN =
  '<span aria-hidden="true">1w • Edited •</span><span class="visually-hidden">1 week ago • Edited</span>';

describe('reading parts', () => {
  it('tells what is seen from what is for screen readers', () => {
    const element = parsed(`<p class="a b">${TWIN}</p>`);
    expect(visibleText(element)).toBe('1w • Edited •');
    expect(nameIn(element)).toBe('1w • Edited •');
    expect(nameIn(parsed('<p>Ines</p>'))).toBe('Ines');
    expect([hasClass(element, 'b'), hasClass(element, 'c')]).toEqual([true, false]);
    expect(withClass(element, 'visually-hidden')?.tag).toBe('span');
  });

  it('cuts what stands behind a name', () => {
    expect(plainName('Ines Okafor • 3rd+')).toBe('Ines Okafor');
    expect(plainName('Инес • 1-й')).toBe('Инес');
  });

  it('finds the first profile, not the first link', () => {
    const element = parsed('<p><a href="/feed/">x</a><a href="/in/ines/">Ines</a></p>');
    expect(profileLinkIn(element)?.slug).toBe('ines');
    expect(profileLinkIn(parsed('<p></p>'))).toBeUndefined();
  });

  it('makes an author whose empty headline is none', () => {
    expect(authorOf('Ines • 2nd', undefined, '')).toEqual({
      name: 'Ines',
      url: null,
      kind: null,
      headline: null,
    });
  });
});

describe('ageLine', () => {
  it('takes the age seen and spoken, and the mark of a change', () => {
    expect(ageLine(parsed(`<p>${TWIN}</p>`))).toEqual({
      age: { visible: '1w • Edited •', spoken: '1 week ago • Edited' },
      edited: true,
      sponsored: false,
    });
  });

  it.each([
    ['2 Tage • Bearbeitet', true, false],
    ['3日 • 編集済み', true, false],
    ['Promoted', false, true],
    ['Gesponsert', false, true],
    ['2d', false, false],
  ])('reads %j', (visible, edited, sponsored) => {
    expect(ageLineOf(visible, '')).toMatchObject({ edited, sponsored });
  });

  it('knows a paid card by its headline', () => {
    expect([saysSponsored(' Promoted '), saysSponsored('Promoted to VP')]).toEqual([true, false]);
  });
});

describe('commentary', () => {
  it('reads text, hashtags with the post they lead back to, and people', () => {
    const html = `<div>Thanks ${profileAnchor({ name: 'Tom Adeyemi', path: '/in/tom' })} ${hashtagAnchor('uptime', 'urn:li:activity:5')}<button>…more</button></div>`;
    expect(commentary(parsed(html))).toEqual({
      text: 'Thanks Tom Adeyemi #uptime',
      hashtags: ['uptime'],
      mentions: [{ name: 'Tom Adeyemi', url: 'https://www.linkedin.com/in/tom/', kind: 'person' }],
      refs: [{ kind: 'activity', id: '5' }],
    });
  });

  it('reads hashtags of the search page, whose words differ from the link', () => {
    expect(
      commentary(
        parsed('<div><a href="https://www.linkedin.com/search/results/all/?keywords=%23x">#Größe</a></div>'),
      ).hashtags,
    ).toEqual(['Größe']);
  });

  it('says null for no words', () => {
    expect(commentary(parsed('<div> <br> </div>')).text).toBeNull();
  });
});
