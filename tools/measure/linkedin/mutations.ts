/** A change of markup as LinkedIn makes it from one month to the next. */
export interface Mutation {
  readonly name: string;
  mutate(html: string): string;
}

const TAG = /<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*>/gu;
const ATTRIBUTE = /\s+([\w:-]+(?:="[^"]*")?)/gu;

const attributesOf = (text: string): string[] => [...text.matchAll(ATTRIBUTE)].map(([, one]) => one ?? '');

/** The labels of buttons, headers and ages in a language that nobody reads. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/aria-label="([\d.,KM]+) (reactions?|comments?|reposts?)[^"]*"/gu, 'aria-label="$1 zzyzx"'],
  [/>(\d[\d.,]*) (comments?|reposts?)[^<]*</gu, '>$1 zzyzx<'],
  [/Feed post number/gu, 'Zzyzx kfjt'],
  [
    /<\/a>((?:[^<]*\S)?\s(?:liked?s?|loves|celebrates?|supports|finds|reposted|commented|replied|reagiert)[^<]*)</giu,
    '</a> zzyzx kfjt<',
  ],
  [/>(?:<!---->)?(\d+)(?:mo|yr|[mhdwy])(?= •|<)/gu, '>$1zz'],
  [/(\d+) (?:minute|hour|day|week|month|year)s? ago/gu, 'kfjt $1 zzyzx'],
];

/** Changes that no reading by id may notice. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'every class renamed',
    mutate: (html) => html.replaceAll(/class="[^"]*"/gu, 'class="Xq7Zz"'),
  },
  {
    name: 'wrappers added',
    mutate: (html) =>
      html
        .replaceAll(TAG, (tag, name: string) =>
          ['div', 'section', 'article', 'li'].includes(name) ? `${tag}<div class="Xq7Zz"><div>` : tag,
        )
        .replaceAll(/<\/(div|section|article|li)>/gu, '</div></div></$1>'),
  },
  {
    name: 'labels in another language',
    mutate: (html) => WORDS.reduce((text, [pattern, to]) => text.replaceAll(pattern, to), html),
  },
  {
    name: 'attributes reordered',
    mutate: (html) =>
      html.replaceAll(
        TAG,
        (_tag, name: string, attributes: string) =>
          `<${[name, ...attributesOf(attributes).reverse()].join(' ')}>`,
      ),
  },
];
