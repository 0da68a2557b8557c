import type { Activity } from './activity';

/** The id of something that happened at a time: its milliseconds above 22 bits of sequence. */
export const idAt = (iso: string, sequence = 0): string =>
  String((BigInt(Date.parse(iso)) << 22n) + BigInt(sequence));

/** Three years of one build: class names and wrappers differ, what carries meaning does not. */
export type MarkupYear = 2024 | 2025 | 2026;

/** Somebody as the page's author box shows them. */
export interface MarkupAuthor {
  readonly name: string;
  /** `/in/ines-okafor-demo` or `/company/northwind-robotics`. */
  readonly path: string;
  readonly headline: string;
  /** Behind the name; empty for a company. */
  readonly degree?: string;
}

/** A comment below a post, as markup. */
export interface MarkupComment {
  readonly author: MarkupAuthor;
  /** `urn:li:comment:(activity:POST,COMMENT)`. */
  readonly urn: string;
  readonly html: string;
  readonly age: string;
  readonly reply?: boolean;
  readonly replies?: readonly MarkupComment[];
}

/** One card of the recent-activity build, in the page's own words. */
export interface MarkupCard {
  readonly urn: string;
  readonly author: MarkupAuthor;
  /** `1w • Edited`; the page puts a dot behind it. */
  readonly age: string;
  /** `1 week ago • Edited • Visible to anyone on or off LinkedIn`. */
  readonly spokenAge?: string;
  /** HTML of the header line: links and verb. */
  readonly header?: string;
  /** HTML of the text. */
  readonly text?: string;
  readonly media?: string;
  readonly quote?: string;
  /** `2,948 reactions`, as the button's label says it. */
  readonly reactions?: string;
  /** "Tom Adeyemi and 12 others", with the total in its own span. */
  readonly namedReactions?: { readonly label: string; readonly total: string };
  readonly reactionTypes?: readonly string[];
  readonly comments?: string;
  readonly reposts?: string;
  readonly commentBlock?: readonly MarkupComment[];
  readonly trackingScope?: string;
}

const OBFUSCATED = ['njsRuRcpJlOhqla', 'sAuVqgDbeUPkXsc', 'erbBiiAeQgrovOu'] as const;

/** A class that LinkedIn has renamed to nonsense since 2025. */
const renamed = (year: MarkupYear, name: string, place: 0 | 1 | 2): string =>
  year === 2024 ? name : `${OBFUSCATED[place]}${year === 2026 ? 'Qz' : ''}`;

const twin = (visible: string, spoken: string): string =>
  `<span aria-hidden="true"><!---->${visible}<!----></span><span class="visually-hidden"><!---->${spoken}<!----></span>`;

/** A link to a person or a company, as texts and headers carry it. */
export const profileAnchor = ({ name, path }: Pick<MarkupAuthor, 'name' | 'path'>): string =>
  `<a href="${path}/" id="ember1779" class="ember-view"><!---->${name}<!----></a>`;

/** A hashtag as texts carry it; the link leads back to the post where `urn` is given. */
export const hashtagAnchor = (word: string, urn?: string): string => {
  const back = urn === undefined ? '' : `&amp;highlightedUpdateUrns=${encodeURIComponent(urn)}`;
  return `<a class="app-aware-link" href="https://www.linkedin.com/feed/hashtag/?keywords=${word}${back}"><span class="visually-hidden">hashtag</span><span><span aria-hidden="true">#</span>${word}</span></a>`;
};

/** The box of an author; also of a quoted one. */
export function authorBox(author: MarkupAuthor, age: string, spokenAge: string, year: MarkupYear): string {
  const { name, path, headline, degree = '' } = author;
  const supplement =
    degree === ''
      ? ''
      : `<span class="update-components-actor__supplementary-actor-info t-black--light">${twin(`<span class="white-space-pre"> </span>• ${degree}`, degree)}</span>`;
  return `<div class="${renamed(year, 'update-components-actor', 0)} display-flex">
  <div class="update-components-actor__container display-flex flex-grow-1">
    <a class="app-aware-link update-components-actor__image relative" aria-label="View ${name}’s graphic link" href="https://www.linkedin.com${path}?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACoAA${name.replaceAll(/\W/gu, '')}"><img alt="" class="evi-image"></a>
    <div class="update-components-actor__meta relative">
      <a class="app-aware-link update-components-actor__meta-link" aria-label="View: ${name} ${headline}" href="https://www.linkedin.com${path}?miniProfileUrn=urn%3Ali%3Afsd_profile%3AACoAA${name.replaceAll(/\W/gu, '')}">
        <span class="update-components-actor__title">
          <span class="${renamed(year, 'update-components-actor__name', 2)} hoverable-link-text t-14 t-bold"><span dir="ltr">${twin(name, name)}</span></span>
          ${supplement}
        </span>
        <span class="update-components-actor__description t-12 t-normal">${twin(headline, headline)}</span>
      </a>
      <span class="update-components-actor__sub-description t-12 t-normal">${twin(`${age}${age === '' ? '' : ' •'}<span class="white-space-pre"> </span><span><li-icon type="globe-americas"></li-icon></span>`, spokenAge)}</span>
    </div>
  </div>
  <button class="follow update-components-actor__follow-button" aria-label="Follow ${name}" aria-pressed="false" type="button"><span aria-hidden="true">Follow</span></button>
</div>`;
}

const textBox = (html: string, year: MarkupYear): string => `
<div class="${renamed(year, 'feed-shared-update-v2__description-wrapper', 1)}" tabindex="-1">
  <div class="feed-shared-inline-show-more-text feed-shared-update-v2__description">
    <div class="update-components-text relative update-components-update-v2__commentary" dir="ltr"><span class="break-words tvm-parent-container"><!----><span dir="ltr"><!---->${html}<!----></span></span></div>
    <button role="button" class="see-more" type="button"><span>…more</span></button>
  </div>
</div>`;

/** A post inside a post. */
export const quoteBox = (
  author: MarkupAuthor,
  age: string,
  spokenAge: string,
  html: string,
  year: MarkupYear,
  more: { readonly urn?: string; readonly media?: string } = {},
): string => `
<div class="${renamed(year, 'feed-shared-update-v2__content', 1)} feed-shared-update-v2__update-content-wrapper artdeco-card">
  ${authorBox(author, age, spokenAge, year)}
  ${more.urn === undefined ? '' : `<a tabindex="-1" href="/feed/update/${more.urn}/" class="tap-target update-components-mini-update-v2__link-to-details-page"></a>`}
  ${html === '' ? '' : textBox(html, year)}
  ${more.media ?? ''}
</div>`;

/** What hangs on a post. */
export const MEDIA_MARKUP = {
  image: (alt: string): string =>
    `<div class="update-components-image update-components-image--single-image feed-shared-update-v2__content"><img alt="${alt}" class="update-components-image__image evi-image"></div>`,
  video: (): string =>
    '<div class="update-components-linkedin-video feed-shared-update-v2__content"><div class="video-js"><button>Play</button><span>Media player modal window</span></div></div>',
  event: (title: string): string =>
    `<section class="update-components-event m0"><a aria-label="View event: ${title}" href="https://www.linkedin.com/events/demo/"><div class="update-components-event__title"><span>${title}</span></div></a></section>`,
  article: (title: string): string =>
    `<article class="update-components-article feed-shared-update-v2__content"><a href="https://insights.example/report"><h2 class="update-components-article__title"><span>${title}</span></h2></a></article>`,
  document: (title: string): string =>
    `<div class="update-components-document__container feed-shared-update-v2__content"><iframe title="${title}" class="document-s-container__document-element"></iframe></div>`,
  poll: (question: string): string =>
    `<div class="update-components-poll feed-shared-update-v2__content"><h3 class="update-components-poll__question">${question}</h3><ul><li><button>Yes</button></li><li><button>No</button></li></ul></div>`,
} as const;

const countsOf = ({
  reactions,
  namedReactions,
  reactionTypes = [],
  comments,
  reposts,
}: MarkupCard): string => {
  const icons = reactionTypes
    .map(
      (type) =>
        `<img class="reactions-icon data-test-reactions-icon-type-${type}" alt="" data-test-reactions-icon-type="${type}">`,
    )
    .join('');
  const number = (label: string): string => (/^[\d.,\s]+/u.exec(label)?.[0] ?? '').trim();
  const reacted =
    namedReactions === undefined
      ? reactions === undefined
        ? ''
        : `<button aria-label="${reactions}" type="button">${icons}<span aria-hidden="true" class="social-details-social-counts__reactions-count">\n${number(reactions)}        </span></button>`
      : `<button aria-label="${namedReactions.label}" type="button">${icons}<span class="social-details-social-counts__social-proof-text">${namedReactions.label}</span><span class="social-details-social-counts__social-proof-fallback-number">${namedReactions.total}</span></button>`;
  const item = (label: string | undefined, more: string): string =>
    label === undefined
      ? ''
      : `<li class="social-details-social-counts__item ${more} social-details-social-counts__item--right-aligned"><button aria-label="${label}" type="button"><span aria-hidden="true">${label}</span></button></li>`;
  return `<div class="social-details-social-counts"><ul class="display-flex">
${reacted === '' ? '' : `<li class="social-details-social-counts__item social-details-social-counts__reactions">${reacted}</li>`}
${item(comments, 'social-details-social-counts__comments')}
${item(reposts, '')}
</ul></div>`;
};

/** A comment below a post, with its replies. */
export function commentBox(comment: MarkupComment): string {
  const { author, urn, html, age, reply = false, replies = [] } = comment;
  const kind = reply ? 'comments-comment-entity comments-comment-entity--reply' : 'comments-comment-entity';
  return `<article class="${kind}" data-id="${urn}">
  <div class="comments-comment-meta__container">
    <a href="https://www.linkedin.com${author.path}" class="comments-comment-meta__image-link" aria-label="View ${author.name}’s graphic link"></a>
    <a href="https://www.linkedin.com${author.path}" class="comments-comment-meta__description-container">
      <h3 class="comments-comment-meta__description"><span class="comments-comment-meta__description-title">${author.name}</span>${author.degree === undefined ? '' : `<span class="comments-comment-meta__data"> • ${author.degree}</span>`}</h3>
      <div class="comments-comment-meta__description-subtitle">${author.headline}</div>
    </a>
    <time class="comments-comment-meta__data">${age}</time>
  </div>
  <section class="comments-comment-item__main-content"><div class="update-components-text relative" dir="ltr"><span dir="ltr">${html}</span></div></section>
  <div class="comments-comment-social-bar--cr"><button aria-label="React Like" type="button">Like</button></div>
  ${replies.map((one) => commentBox({ ...one, reply: true })).join('\n')}
</article>`;
}

const wrapped = (card: string, year: MarkupYear): string => `
<li class="${year === 2024 ? 'profile-creator-shared-feed-update__container' : 'ZxjcwPkpgRdheesVoRgu'}">
  <div><div class="relative"><div class="profile-creator-shared-feed-update__anchor"></div>
  <div class="full-height" data-view-name="feed-full-update">${card}</div></div></div>
</li>`;

/** One card with all that LinkedIn puts around it. */
export function feedCard(card: MarkupCard, year: MarkupYear): string {
  const { urn, author, age, spokenAge = '', header, text, media = '', quote = '', commentBlock = [] } = card;
  const scope =
    card.trackingScope === undefined
      ? ''
      : ` data-view-tracking-scope="${card.trackingScope.replaceAll('"', '&quot;')}"`;
  const line =
    header === undefined
      ? ''
      : `<div class="update-components-header update-components-header--with-image"><div class="update-components-header__text-wrapper"><span class="update-components-header__text-view">${header}</span></div></div>`;
  return wrapped(
    `<div class="feed-shared-update-v2 full-height relative artdeco-card" id="ember1777" role="${year === 2024 ? 'region' : 'article'}" data-urn="${urn}"${scope}>
<h2 class="visually-hidden">Feed post number 1</h2>
<div class="fie-impression-container"><div class="relative">
${line}
<div class="feed-shared-control-menu"><button aria-label="Open control menu for post by ${author.name}" type="button"></button></div>
${authorBox(author, age, spokenAge, year)}
</div>
${text === undefined ? '' : textBox(text, year)}
${quote}${media}
<ul class="AyRYmMSzOagyjSNpOpeo"><li><button class="feed-shared-coach-prompt__multi-suggestion-cta" type="button"><span>What does this mean for the industry?</span></button></li></ul>
<div class="update-v2-social-activity">${countsOf(card)}
<div class="feed-shared-social-action-bar"><span class="reactions-react-button"><button aria-pressed="true" aria-label="Unreact Like" type="button">Like</button></span></div></div>
<div class="feed-shared-update-v2__comments-container"><div class="comments-comment-box"><span>Vera Viewer</span></div>${commentBlock.map(commentBox).join('\n')}</div>
<div class="member"><a href="https://www.linkedin.com/in/vera-viewer-demo">Vera Viewer</a></div>
</div></div>`,
    year,
  );
}

/** What the browser extension sends: the list of cards and nothing around it. */
export const cardList = (cards: readonly string[]): string =>
  `<ul class="display-flex flex-wrap list-style-none justify-center">${cards.join('\n')}</ul>`;

const PILLS = ['Posts', 'Comments', 'Reactions'] as const;

/** The page around the list, with the pressed button and what it says it has loaded. */
export const activityPage = (
  pressed: (typeof PILLS)[number],
  cards: readonly string[],
  loaded: number,
): string => `
<div class="pv-recent-activity-detail__core-rail"><h2>All activity</h2>
<div role="group" aria-label="Select type of recent activity">${PILLS.map((pill) => `<button aria-pressed="${pill === pressed}" type="button"><span class="artdeco-pill__text">${pill}</span></button>`).join('')}</div>
<div class="pv0 ph5"><div class="visually-hidden" aria-live="polite">Loaded ${loaded} ${pressed} posts</div>
${cardList(cards)}</div></div>`;

/** A card of the server-driven build. */
export interface ServerDrivenMarkup {
  readonly token: string;
  readonly author: MarkupAuthor;
  readonly text: string;
  readonly link?: string;
  readonly comments?: readonly {
    readonly urn: string;
    readonly author: MarkupAuthor;
    readonly text: string;
  }[];
}

/** One card of the server-driven build, whose classes mean nothing. */
export const serverCard = ({ token, author, text, link, comments = [] }: ServerDrivenMarkup): string => `
<div id="expanded${token}FeedType_MAIN_FEED_RECENT" componentkey="expanded${token}FeedType_MAIN_FEED_RECENT"><div role="listitem" class="_4670fb73"><div data-display-contents="true"><div componentkey="${token}">
<h2><span>Feed post</span></h2>
<div><a href="https://www.linkedin.com${author.path}/" componentkey="a5ba8ca7-f4d0-4c49-8dd0-06b9ee0570ed"><div><p><span>${author.name}</span></p><p><span>• ${author.degree ?? '3rd+'}</span></p><p><span>${author.headline}</span></p></div></a></div>
<p componentkey="feed-commentary_2ca98da3-de52-48ff-ae15-136b12317c37"><span data-testid="expandable-text-box">${text}</span></p>
<a href="${link ?? 'https://www.linkedin.com/feed/'}">image</a>
${comments.map((one) => `<div componentkey="replaceableComment_${one.urn}"><a href="https://www.linkedin.com${one.author.path}/"><p>${one.author.name}</p></a><p><span data-testid="expandable-text-box">${one.text}</span></p></div>`).join('')}
</div></div></div></div>`;

/** One card of a page without login. */
export const publicArticle = (
  urn: string,
  author: MarkupAuthor,
  age: string,
  text: string,
  numbers: { readonly reactions: number; readonly comments: number },
): string => `
<article class="main-feed-activity-card main-feed-card" data-activity-urn="${urn}">
<a href="https://www.linkedin.com${author.path}?trk=public_post_feed-actor-name" data-tracking-control-name="public_post_feed-actor-name">${author.name}</a>
<p class="main-feed-activity-card__headline">${author.headline}</p><time>${age}</time>
<p data-test-id="main-feed-activity-card__commentary" dir="ltr">${text}</p>
<a data-test-id="social-actions__reactions" data-num-reactions="${numbers.reactions}">${numbers.reactions}</a>
<a data-test-id="social-actions__comments" data-num-comments="${numbers.comments}">${numbers.comments} Comments</a>
</article>`;

/** An activity for tests: an own post of the lead, of which nothing else is known. */
export const activity = (more: Partial<Activity>): Activity => ({
  key: 'activity:1',
  build: 'recent_activity',
  tabs: ['posts'],
  kind: 'post',
  reaction: null,
  actor: null,
  byLead: true,
  author: null,
  ownWords: null,
  postText: null,
  quoted: null,
  ids: { act: '1', post: '1', comment: null },
  url: 'https://www.linkedin.com/feed/update/urn:li:activity:1/',
  counts: { reactions: null, comments: null, reposts: null },
  reactionKinds: [],
  hashtags: [],
  mentions: [],
  media: [],
  edited: false,
  actedAt: { precision: 'exact', at: new Date('2026-11-20T06:10:00Z'), evidence: 'id of the activity' },
  originalPostedAt: null,
  notes: [],
  ...more,
});
