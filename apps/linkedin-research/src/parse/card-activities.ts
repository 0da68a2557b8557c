import { hashOfParts } from '@userport/contracts';
import {
  type Activity,
  type Author,
  type Dating,
  latestOf,
  type Profile,
  type QuotedPost,
  type Tab,
} from './activity';
import {
  between,
  byAge,
  type CaptureTime,
  disagrees,
  exactly,
  latestIdMs,
  notAfter,
  notBefore,
  unknownDate,
} from './activity-date';
import type { Language } from './age-words';
import type { ShownCard, ShownComment, ShownPost } from './card';
import { type HeaderVerb, headerVerb } from './header-verb';
import type { LeadTest } from './lead';
import { commentUrl, type PostRef, postUrl, timeOfId } from './linkedin-ids';
import { readAge, type ReadAge } from './shown-age';

/** What is known around a card when it is judged. */
export interface CardPlace {
  readonly tab: Tab;
  readonly lead: LeadTest;
  readonly capture: CaptureTime;
  readonly language: Language | undefined;
}

const timeOf = (ref: PostRef | undefined, { capture }: CardPlace): Date | undefined =>
  ref === undefined ? undefined : timeOfId(ref.id, latestIdMs(capture));

const ageOf = (post: ShownPost, { language }: CardPlace): ReadAge | undefined =>
  post.age === null ? undefined : readAge(post.age, language);

/** The tab's own word for an act whose header is in an unknown language or missing. */
const VERB_OF_TAB: Readonly<Record<Tab, HeaderVerb>> = {
  posts: { kind: 'repost', reaction: null },
  comments: { kind: 'comment', reaction: null },
  reactions: { kind: 'reaction', reaction: 'unknown' },
};

/** Of several people in a header the lead; else the first. */
const actorIn = (people: readonly Profile[], lead: LeadTest): Profile | null =>
  people.find((one) => lead.isLead(one) === true) ?? people[0] ?? null;

/** The id of the post that a card is about, where something besides the card's own id tells it. */
function postRef({ post, comments }: ShownCard): PostRef | undefined {
  const linked = post.refs.find(({ kind }) => kind === 'activity') ?? post.refs[0];
  return linked ?? comments.find(({ ref }) => ref !== null)?.ref?.post;
}

/**
 * When a post was published: exactly by an activity id; a share or ugcPost id is made with the draft, so it only says
 * "not before"; else by the shown age.
 */
function publishedAt(post: ShownPost, ref: PostRef | undefined, place: CardPlace): Dating {
  const idTime = timeOf(ref, place);
  const shown = byAge(ageOf(post, place), place.capture);
  if (idTime === undefined || ref === undefined) return shown;
  if (ref.kind === 'activity') return exactly(idTime, 'id of the post');
  const known =
    shown.precision === 'unknown' ? between(0, place.capture.to.getTime(), 'the time of the capture') : shown;
  return notBefore(known, idTime.getTime(), `the id of its ${ref.kind}`);
}

function quotedPost(post: ShownPost, place: CardPlace): QuotedPost {
  const [ref] = post.refs;
  const { author, text, edited, media } = post;
  const url = ref === undefined ? null : postUrl(ref);
  return { author, text, edited, url, postedAt: publishedAt(post, ref, place), media };
}

/** What every activity of a card shares. */
function shared(card: ShownCard, place: CardPlace) {
  const { post, quoted, counts, reactionKinds, build } = card;
  return {
    build,
    tabs: [place.tab],
    author: post.author,
    quoted: quoted === null ? null : quotedPost(quoted, place),
    counts,
    reactionKinds,
    media: post.media,
  };
}

/** Who acted, without the headline. */
const actorOf = ({ name, url, kind }: Author): Profile => ({ name, url, kind });

const keyOf = (ids: Activity['ids'], card: ShownCard, kind: string): string => {
  if (ids.comment !== null) return `comment:${ids.post ?? ''},${ids.comment}`;
  if (ids.act !== null) return `${kind === 'reaction' ? 'reaction' : 'activity'}:${ids.act}`;
  const { post } = card;
  return `undated:${hashOfParts([kind, post.author?.url ?? post.author?.name ?? '', post.text ?? '']).slice(0, 16)}`;
};

/** A post of the card's own author: the id of the card is the id of its publication. */
function ownPost(card: ShownCard, place: CardPlace): Activity {
  const { post } = card;
  const ref = cardRef(card);
  const idTime = timeOf(ref, place);
  const act = idTime === undefined ? null : (ref?.id ?? null);
  const repost = post.text === null && card.quoted !== null;
  const age = ageOf(post, place);
  const ids = { act, post: act, comment: null };
  return {
    ...shared(card, place),
    key: keyOf(ids, card, 'post'),
    kind: repost ? 'repost' : 'post',
    reaction: null,
    actor: post.author === null ? null : actorOf(post.author),
    byLead: place.lead.isLead(post.author),
    ownWords: post.text,
    postText: null,
    ids,
    url: act === null || ref === undefined ? null : postUrl(ref),
    hashtags: post.hashtags,
    mentions: post.mentions,
    edited: post.edited,
    actedAt:
      idTime === undefined
        ? byAge(age, place.capture)
        : post.author === null
          ? sinceId(idTime, place)
          : exactly(idTime, 'id of the activity'),
    originalPostedAt: null,
    notes: notesOf(card, place, idTime, age),
  };
}

/** Id and shown age of one thing, compared; ids that cannot be. */
function notesOf(
  card: ShownCard,
  place: CardPlace,
  idTime: Date | undefined,
  age: ReadAge | undefined,
): readonly string[] {
  const { capture } = place;
  return [
    ...(card.refs.length === 1 && idTime === undefined ? ['id refused: before 2003 or in the future'] : []),
    ...(idTime !== undefined && disagrees(idTime, age, capture)
      ? ['id and shown age differ by more than one unit']
      : []),
    ...(age?.contradicted === true ? ['shown and spoken age differ'] : []),
  ];
}

/** An id that may be that of the post which the act is about; so also where the card does not tell whose post it is. */
const sinceId = (idTime: Date, { capture }: CardPlace): Dating =>
  between(idTime.getTime(), capture.to.getTime(), 'the id may be the post’s: after it, before the capture');

/** The card's own id, when it has one alone: an aggregate names several acts and does not say whose is which. */
const cardRef = ({ refs }: ShownCard): PostRef | undefined => (refs.length === 1 ? refs[0] : undefined);

/** One of the acts that an aggregate names. */
function oneOf(refs: readonly PostRef[], place: CardPlace): Dating | undefined {
  const times = refs.flatMap((ref) => timeOf(ref, place)?.getTime() ?? []);
  if (times.length < 2) return undefined;
  return between(Math.min(...times), Math.max(...times), 'ids of several acts in one card');
}

/** When somebody acted on a post without words of his own. */
function actedOn(card: ShownCard, verb: HeaderVerb, original: Dating, place: CardPlace): Dating {
  const several = oneOf(card.refs, place);
  if (several !== undefined && verb.kind !== 'reaction') return several;
  const idTime = timeOf(card.refs[0], place);
  if (idTime === undefined) {
    const until = between(0, place.capture.to.getTime(), 'the time of the capture');
    return original.precision === 'unknown'
      ? unknownDate('no id')
      : notBefore(until, fromOf(original), 'the publication of the post');
  }
  const other = postRef(card);
  const actOwnsId =
    verb.kind === 'comment' ||
    verb.kind === 'reply' ||
    (verb.kind === 'repost' && other !== undefined && other.id !== card.refs[0]?.id);
  if (actOwnsId) return exactly(idTime, 'id of the activity');
  return sinceId(idTime, place);
}

const fromOf = (dating: Dating): number =>
  dating.precision === 'exact'
    ? dating.at.getTime()
    : dating.precision === 'interval'
      ? dating.from.getTime()
      : 0;

/** Somebody's act on somebody else's post: a repost, a reaction, or a comment whose text the page does not hold. */
function actOnPost(card: ShownCard, verb: HeaderVerb, actor: Profile | null, place: CardPlace): Activity {
  const { post } = card;
  const ref = cardRef(card);
  const idTime = timeOf(ref, place);
  const act = idTime === undefined ? null : (ref?.id ?? null);
  const about = postRef(card);
  const published = publishedAt(post, about, place);
  const actedAt = actedOn(card, verb, published, place);
  const until = latestOf(actedAt) ?? place.capture.to;
  const ids = { act, post: about?.id ?? null, comment: null };
  return {
    ...shared(card, place),
    key: keyOf(ids, card, verb.kind),
    kind: verb.kind,
    reaction: verb.reaction,
    actor,
    byLead: place.lead.isLead(actor),
    ownWords: null,
    postText: post.text,
    ids,
    url: act === null || ref === undefined ? null : postUrl(ref),
    hashtags: post.hashtags,
    mentions: post.mentions,
    edited: post.edited,
    actedAt,
    originalPostedAt: notAfter(published, until.getTime(), 'the act'),
    notes: notesOf(card, place, idTime, undefined),
  };
}

/** A comment whose text is in the page. Its own id dates it; the card's id is the same act, seconds later. */
function commentOn(card: ShownCard, comment: ShownComment, first: boolean, place: CardPlace): Activity {
  const { ref, author } = comment;
  const { post } = card;
  const commentedAt = ref === null ? undefined : timeOfId(ref.id, latestIdMs(place.capture));
  const actRef = first ? cardRef(card) : undefined;
  const cardAt = timeOf(actRef, place);
  const age = comment.age === null ? undefined : readAge(comment.age, place.language);
  const actedAt =
    commentedAt !== undefined
      ? exactly(commentedAt, 'id of the comment')
      : cardAt !== undefined
        ? exactly(cardAt, 'id of the activity')
        : byAge(age, place.capture);
  const about = ref?.post ?? postRef(card);
  const until = latestOf(actedAt) ?? place.capture.to;
  const ids = {
    act: cardAt === undefined ? null : (actRef?.id ?? null),
    post: about?.id ?? null,
    comment: commentedAt === undefined ? null : (ref?.id ?? null),
  };
  return {
    ...shared(card, place),
    key: keyOf(ids, card, 'comment'),
    kind: comment.reply ? 'reply' : 'comment',
    reaction: null,
    actor: author,
    byLead: place.lead.isLead(author),
    ownWords: comment.text,
    postText: post.text,
    ids,
    url:
      ref !== null && commentedAt !== undefined
        ? commentUrl(ref)
        : cardAt === undefined || actRef === undefined
          ? null
          : postUrl(actRef),
    hashtags: comment.hashtags,
    mentions: comment.mentions,
    edited: comment.edited,
    actedAt,
    originalPostedAt: notAfter(publishedAt(post, about, place), until.getTime(), 'the comment'),
    notes: notesOf(card, place, commentedAt ?? cardAt, age),
  };
}

/**
 * What a card tells that somebody did. Comments in the page count when the lead wrote them; the verb of the header
 * says the act and, where its language is not known or it is missing, the tab does.
 */
export function activitiesOf(card: ShownCard, place: CardPlace): readonly Activity[] {
  const { header, post } = card;
  const { lead } = place;
  const comments = card.comments.filter(({ author }) => lead.isLead(author) === true);
  const verb = header === null ? undefined : headerVerb(header.words);
  const onComments =
    verb === undefined ? place.tab === 'comments' : verb.kind === 'comment' || verb.kind === 'reply';
  if (comments.length > 0 && onComments)
    return comments.map((comment, index) => commentOn(card, comment, index === 0, place));
  if (header !== null) {
    const act = verb ?? VERB_OF_TAB[place.tab];
    return [actOnPost(card, act, actorIn(header.people, lead), place)];
  }
  if (place.tab === 'posts' || lead.isLead(post.author) === true) return [ownPost(card, place)];
  return [actOnPost(card, VERB_OF_TAB[place.tab], null, place)];
}
