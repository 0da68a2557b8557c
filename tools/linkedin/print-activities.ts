import {
  type Activity,
  type Dating,
  type ParsedActivities,
  type TabReport,
} from '../../apps/linkedin-research/src/parse/activity';

const LONGEST_TEXT = 60;

/** A dating as people read it, with what it is known from. */
export function datingText(dating: Dating): string {
  if (dating.precision === 'exact') return `${dating.at.toISOString()} (${dating.evidence})`;
  if (dating.precision === 'unknown') return `unknown (${dating.evidence})`;
  return `${dating.from.toISOString().slice(0, 16)} to ${dating.to.toISOString().slice(0, 16)} (${dating.evidence})`;
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT - 1)}…` : line;
};

const who = ({ byLead, actor }: Activity): string =>
  byLead === true
    ? 'the lead'
    : byLead === false
      ? `${actor?.name ?? 'somebody'} (not the lead)`
      : 'not told';

const number = (count: number | null): string => (count === null ? '–' : String(count));

const activityLines = (activity: Activity, index: number): string[] => {
  const {
    kind,
    reaction,
    author,
    ownWords,
    postText,
    quoted,
    counts,
    url,
    actedAt,
    originalPostedAt,
    notes,
  } = activity;
  return [
    `${String(index + 1).padStart(3)}  ${kind}${reaction === null ? '' : ` (${reaction})`}, by ${who(activity)}, ${author === null ? 'author not told' : `post of ${author.name} (${author.kind ?? 'kind not told'})`}`,
    `     acted   ${datingText(actedAt)}`,
    ...(originalPostedAt === null ? [] : [`     post of ${datingText(originalPostedAt)}`]),
    ...(ownWords === null ? [] : [`     words   ${cut(ownWords)}`]),
    ...(postText === null ? [] : [`     about   ${cut(postText)}`]),
    ...(quoted === null
      ? []
      : [`     quotes  ${quoted.author?.name ?? 'somebody'}: ${cut(quoted.text ?? '')}`]),
    `     ${number(counts.reactions)} reactions, ${number(counts.comments)} comments, ${number(counts.reposts)} reposts${url === null ? '' : `   ${url}`}`,
    ...notes.map((note) => `     note    ${note}`),
  ];
};

const tabLines = (tab: TabReport): string[] => [
  `${tab.tab}: ${tab.status.replaceAll('_', ' ')}${tab.build === null ? '' : ` (${tab.build.replaceAll('_', ' ')})`}, ${tab.cards} cards, ${tab.sponsoredCards} sponsored, ${tab.ofOthers} of others${tab.sameAs === null ? '' : `, the same capture as ${tab.sameAs}`}${tab.shownTab === null || tab.shownTab === tab.tab ? '' : `, the page says ${tab.shownTab}`}`,
  ...tab.drift.map(({ expected, seen }) => `  expected ${expected}; seen ${seen}`),
];

/** What was read, for people. */
export const activityTable = ({ activities, tabs, capturedAt, leadKnownBy }: ParsedActivities): string =>
  [
    ...tabs.filter(({ status }) => status !== 'absent').flatMap(tabLines),
    `captured between ${capturedAt.from.toISOString()} and ${capturedAt.to.toISOString()}; lead known by ${leadKnownBy?.replaceAll('_', ' ') ?? 'nothing'}`,
    ...activities.flatMap(activityLines),
  ].join('\n');
