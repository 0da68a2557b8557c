import type { Activity } from './activity';

/** How much an activity tells: a comment with its text beats the same comment without. */
const told = ({ ownWords, ids, actedAt }: Activity): number =>
  (ownWords === null ? 0 : 4) + (ids.comment === null ? 0 : 2) + (actedAt.precision === 'exact' ? 1 : 0);

/** The names under which one act may appear again: its comment's id, its card's id. */
const namesOf = ({ key, ids, kind }: Activity): readonly string[] => [
  key,
  ...(ids.act === null ? [] : [`${kind === 'reaction' ? 'reaction' : 'act'}:${ids.act}`]),
];

const merged = (a: Activity, b: Activity): Activity => {
  const [more, less] = told(b) > told(a) ? [b, a] : [a, b];
  return {
    ...more,
    tabs: [...new Set([...a.tabs, ...b.tabs])],
    ids: { ...more.ids, act: more.ids.act ?? less.ids.act },
  };
};

/**
 * Each act once: the same card shows up in several tabs and, when a capture was taken twice, twice in one. A reaction
 * to a post and the post itself may carry the same id and stay two acts.
 */
export function mergeRepeats(activities: readonly Activity[]): readonly Activity[] {
  const places = new Map<string, number>();
  const kept: Activity[] = [];
  for (const activity of activities) {
    const names = namesOf(activity);
    const known = names.map((name) => places.get(name)).find((place) => place !== undefined);
    const place = known ?? kept.length;
    const earlier = kept[place];
    kept[place] = earlier === undefined ? activity : merged(earlier, activity);
    for (const name of names) places.set(name, place);
  }
  return kept;
}
