/** LinkedIn has existed since 2003: no id can be older. */
const OLDEST_MS = Date.UTC(2003, 0, 1);
/** The low bits of an id are a random sequence. */
const SEQUENCE_BITS = 22n;
/** A 64-bit number has at most this many digits. */
const LONGEST_ID = 19;

/** The kinds of thing that have an id of their own with a time in it. */
export type IdKind = 'activity' | 'ugcPost' | 'share';

/** A post by its kind and id. */
export interface PostRef {
  readonly kind: IdKind;
  readonly id: string;
}

/** A comment by its id and the post it stands under. */
export interface CommentRef {
  readonly post: PostRef;
  readonly id: string;
}

/**
 * The time in an id: the id without its 22 low bits is milliseconds since 1970. Ids exceed 2^53, hence BigInt.
 * Undefined for what is no id, is older than LinkedIn or later than `latestMs`.
 */
export function timeOfId(id: string, latestMs: number): Date | undefined {
  if (!/^\d+$/u.test(id) || id.length > LONGEST_ID) return undefined;
  const ms = Number(BigInt(id) >> SEQUENCE_BITS);
  return ms < OLDEST_MS || ms > latestMs ? undefined : new Date(ms);
}

const POST_URN = /urn:li:(?:fsd_update:\(urn:li:)?(activity|ugcPost|share):(\d+)/gu;
const COMMENT_URN = /urn:li:(?:fsd_)?comment:\((?:urn:li:)?(activity|ugcPost|share):(\d+),(\d+)\)/u;
/** Newer form: the comment first, its post after it. */
const NEW_COMMENT_URN = /urn:li:fsd_comment:\((\d+),urn:li:(activity|ugcPost|share):(\d+)\)/u;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** All posts that a text names as urn, percent-encoded or not, in order, each once. An aggregate names several. */
export function postsIn(text: string): readonly PostRef[] {
  const found = new Map<string, PostRef>();
  for (const [, kind, id] of decoded(text).matchAll(POST_URN))
    if (kind !== undefined && id !== undefined) found.set(`${kind}:${id}`, { kind: kind as IdKind, id });
  return [...found.values()];
}

/** The comment that a text names as urn, if it names one. */
export function commentIn(text: string): CommentRef | undefined {
  const plain = decoded(text);
  const older = COMMENT_URN.exec(plain);
  if (older !== null) {
    const [, kind, postId, id] = older;
    return { post: { kind: kind as IdKind, id: postId ?? '' }, id: id ?? '' };
  }
  const newer = NEW_COMMENT_URN.exec(plain);
  if (newer === null) return undefined;
  const [, id, kind, postId] = newer;
  return { post: { kind: kind as IdKind, id: postId ?? '' }, id: id ?? '' };
}

/** Where a post is shown. */
export const postUrl = ({ kind, id }: PostRef): string =>
  `https://www.linkedin.com/feed/update/urn:li:${kind}:${id}/`;

/** Where a comment is shown, below its post. */
export function commentUrl({ post, id }: CommentRef): string {
  const urn = encodeURIComponent(`urn:li:comment:(${post.kind}:${post.id},${id})`)
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
  return `${postUrl(post)}?commentUrn=${urn}`;
}
