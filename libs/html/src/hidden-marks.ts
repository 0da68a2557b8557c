type Attributes = Readonly<Record<string, string>>;

/** Elements whose text is not shown, or only to those without scripts. */
const UNSEEN_ELEMENTS = new Set(['template', 'noscript', 'noframes', 'datalist']);

/** https://getbootstrap.com, https://tailwindcss.com and WordPress: classes whose only use is to hide from sight. */
const HIDING_CLASSES =
  /(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|d-none|hidden|is-hidden|invisible|offscreen|hide)(?=\s|$)/i;
/** A class that shows again from some width of the screen on (`hidden md:flex`, `d-none d-lg-block`). */
const SHOWN_AGAIN = /(?:^|\s)(?:(?:sm|md|lg|xl|2xl):(?!hidden)|d-(?:sm|md|lg|xl|xxl)-(?!none))/i;

/** Inline styles that take a text out of sight. */
const HIDING_STYLE = new RegExp(
  [
    'display\\s*:\\s*none',
    'visibility\\s*:\\s*(?:hidden|collapse)',
    'opacity\\s*:\\s*0?\\.?0+\\s*(?:;|!|$)',
    'font-size\\s*:\\s*0*(?:\\.0+)?(?:px|pt|em|rem|%)?\\s*(?:;|!|$)',
    '(?:left|right|top|text-indent|margin-left)\\s*:\\s*-\\d{3,}',
    'clip(?:-path)?\\s*:\\s*(?:rect\\(\\s*0|inset\\(\\s*(?:50|100)%)',
    'color\\s*:\\s*transparent',
    'transform\\s*:\\s*scale\\(\\s*0\\s*\\)',
    '(?:^|;)\\s*(?:max-)?(?:height|width)\\s*:\\s*0(?:px)?\\s*(?:;|!|$)',
  ].join('|'),
  'i',
);

const WHITE = '(?:#fff(?:fff)?|white|rgba?\\(\\s*255\\s*,\\s*255\\s*,\\s*255[^)]*\\))';
/** White text is invisible unless the same style gives it another ground. */
const WHITE_TEXT = new RegExp(`(?:^|;)\\s*color\\s*:\\s*${WHITE}`, 'i');
const DARK_GROUND = new RegExp(`background(?:-color|-image)?\\s*:\\s*(?!\\s*${WHITE})`, 'i');

const hidesByStyle = (style: string): boolean =>
  HIDING_STYLE.test(style) || (WHITE_TEXT.test(style) && !DARK_GROUND.test(style));

const hidesByClass = (names: string): boolean => HIDING_CLASSES.test(names) && !SHOWN_AGAIN.test(names);

/** Pages repeat the classes and styles of their cards; more different ones are made by machines. */
const MOST_KNOWN = 5_000;

/** A judgement that is made once for each text. */
function once(judge: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const judged = judge(text);
    if (known.size < MOST_KNOWN) known.set(text, judged);
    return judged;
  };
}

/** Selectors of one class or id that a page's own style sheet takes out of sight (`.note`, `#seo`). */
export type HidingSelectors = ReadonlySet<string>;

/**
 * The simple selectors that a style sheet hides always; rules inside `@media` and other blocks hold only for some
 * screens and are passed over. Linear in the sheet's length.
 */
export function hidingSelectors(sheet: string): HidingSelectors {
  const found = new Set<string>();
  let depth = 0;
  for (const rule of sheet.split('}')) {
    const parts = rule.split('{');
    const [selector = '', body] = parts.slice(-2);
    if (parts.length === 2 && depth === 0 && body !== undefined && hidesByStyle(body)) {
      for (const one of selector.split(',')) if (/^\s*[.#][\w-]+\s*$/.test(one)) found.add(one.trim());
    }
    depth = Math.max(0, depth + parts.length - 2);
  }
  return found;
}

/** True for an element that takes its text out of sight, by its name, its attributes or the page's own styles. */
export type IsHidden = (name: string, attributes: Attributes, selectors: HidingSelectors) => boolean;

/** Opens the judging of one page's elements. */
export function openHidden(): IsHidden {
  const byStyle = once(hidesByStyle);
  const byClass = once(hidesByClass);
  return (name, attributes, selectors) => {
    const { hidden, style, class: classes = '', id } = attributes;
    if (UNSEEN_ELEMENTS.has(name) || (hidden !== undefined && hidden !== 'until-found')) return true;
    if (attributes['aria-hidden'] === 'true' || (name === 'dialog' && attributes['open'] === undefined))
      return true;
    if (style !== undefined && byStyle(style)) return true;
    if (classes !== '' && byClass(classes)) return true;
    if (selectors.size === 0) return false;
    if (id !== undefined && selectors.has(`#${id}`)) return true;
    return classes.split(/\s+/).some((one) => selectors.has(`.${one}`));
  };
}
