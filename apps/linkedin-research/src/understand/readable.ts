import { withoutInstructions } from '@userport/evidence';
import type { Activity } from '../parse/activity';
import { flatMapInSlices } from '../parse/in-slices';

/** Characters of one text; what is longer is cut, and a cut text can still be quoted up to there. */
const LONGEST_TEXT = 4_000;
/** Activities whose texts are looked through in a few milliseconds. */
const SLICE = 5;

/** An activity as models may read it. */
export interface ReadableActivity {
  readonly activity: Activity;
  readonly key: string;
  /** What may be quoted as the lead's own words; null for reactions, reposts without comment, and other people. */
  readonly ownWords: string | null;
  /** As it stands in a prompt. */
  readonly shown: {
    readonly activity_id: string;
    readonly kind: Activity['kind'];
    readonly author: string | null;
    readonly own_words: string | null;
    readonly post_text: string | null;
    readonly quoted_text: string | null;
    readonly mentions: readonly string[];
  };
  /** True when a text of it tells a model what to do: no model gets to see it. */
  readonly givesOrders: boolean;
}

function readableOf(activity: Activity): ReadableActivity {
  const orders = new Set<string>();
  const read = (text: string | null | undefined): string | null => {
    if (text == null) return null;
    const readable = withoutInstructions(text.slice(0, LONGEST_TEXT).toWellFormed());
    for (const kind of readable.orders) orders.add(kind);
    return readable.text.trim() === '' ? null : readable.text;
  };
  const { key, kind, author, byLead, ownWords, postText, quoted, mentions } = activity;
  const shown = {
    activity_id: key,
    kind,
    author: read(author?.name),
    own_words: read(ownWords),
    post_text: read(postText),
    quoted_text: read(quoted?.text),
    mentions: mentions.flatMap(({ name }) => read(name) ?? []),
  };
  const givesOrders = orders.has('override') || orders.has('role');
  const mayBeQuoted = byLead === true && kind !== 'reaction' && !givesOrders;
  return { activity, key, shown, givesOrders, ownWords: mayBeQuoted ? shown.own_words : null };
}

/**
 * What models may read of activities: without letters that nobody sees, without sentences that read like orders, and
 * nothing at all of what tells a model to forget its own instructions.
 * @param pause lets others in between
 */
export const readableActivities = (
  activities: readonly Activity[],
  pause: () => Promise<void>,
): Promise<readonly ReadableActivity[]> =>
  flatMapInSlices(activities, (activity) => [readableOf(activity)], pause, SLICE);

/** Newest activities with own words in one question. */
const MOST_QUOTABLE = 60;
/** Characters of their texts together: about 15,000 tokens. */
const MOST_CHARACTERS = 60_000;

/** Those with words of the lead's own, the newest first, as many as one question may hold. */
export function quotableOf(readable: readonly ReadableActivity[]): readonly ReadableActivity[] {
  const own = readable.filter(({ ownWords }) => ownWords !== null).slice(0, MOST_QUOTABLE);
  let room = MOST_CHARACTERS;
  return own.filter(({ shown }) => {
    room -= JSON.stringify(shown).length;
    return room >= 0;
  });
}

/** Everything that an activity shows, for looking names and numbers up. */
export const textsOf = ({ shown }: ReadableActivity): readonly string[] =>
  [shown.own_words, shown.post_text, shown.quoted_text, shown.author, ...shown.mentions].filter(
    (text) => text !== null,
  );
