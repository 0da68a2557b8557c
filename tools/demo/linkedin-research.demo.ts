import type { Json, JsonObject } from '@userport/contracts';
import { fieldOf, textOf } from './json-field';
import { droppedIn, insightLines } from './linkedin-insights';
import type { StoredUnit } from './stored-job';
import type { TaskDemo } from './task-demo';
import { cut, paint, wrap } from './terminal';

const KIND_WIDTH = 9;
const DATE_WIDTH = 27;
const MINUTES = 16;

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const foundIn = ({ bodies }: StoredUnit): Json | undefined => fieldOf(bodies.at(-1), 'processed_data');

const dateOf = (activity: Json): string => {
  const exact = textOf(fieldOf(activity, 'publish_date'));
  if (exact !== '') return exact;
  const from = textOf(fieldOf(activity, 'publish_date_interval', 'from')).slice(0, MINUTES);
  const to = textOf(fieldOf(activity, 'publish_date_interval', 'to')).slice(0, MINUTES);
  return from === '' ? 'not known' : `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
};

const countsOf = (activity: Json): string =>
  (['reactions', 'comments', 'reposts'] as const)
    .flatMap((name) => {
      const count = fieldOf(activity, `num_linkedin_${name}`);
      return typeof count === 'number' ? [`${count} ${name}`] : [];
    })
    .join(', ');

function activityLines(activity: Json): string[] {
  const status = textOf(fieldOf(activity, 'processing_status'));
  const kind = textOf(fieldOf(activity, 'linkedin_activity_type'));
  const summary = textOf(fieldOf(activity, 'one_line_summary'));
  const author = textOf(fieldOf(activity, 'author'));
  const known = [
    textOf(fieldOf(activity, 'activity_id')),
    textOf(fieldOf(activity, 'publish_date_evidence')),
    countsOf(activity),
    status === 'complete' ? '' : status.replaceAll('_', ' '),
  ];
  return [
    `     ${kind.padEnd(KIND_WIDTH)} ${paint('bold', dateOf(activity).padEnd(DATE_WIDTH))} ${author === '' ? '' : cut(`post of ${author}`, 36)}`,
    paint('dim', wrap(known.filter((text) => text !== '').join('; '), 15)),
    ...(summary === '' ? [] : [wrap(summary, 15)]),
  ];
}

const tabLine = (tab: Json): string =>
  `     ${textOf(fieldOf(tab, 'tab'))}: ${textOf(fieldOf(tab, 'status')).replaceAll('_', ' ')}, ${textOf(fieldOf(tab, 'cards'))} cards, ${textOf(fieldOf(tab, 'sponsored_cards'))} sponsored, ${textOf(fieldOf(tab, 'of_others'))} of others`;

const driftLines = (tab: Json): string[] =>
  listOf(fieldOf(tab, 'drift')).map((one) =>
    paint(
      'yellow',
      wrap(`expected ${textOf(fieldOf(one, 'expected'))}; seen ${textOf(fieldOf(one, 'seen'))}`, 8),
    ),
  );

/** A research: how each tab was read, then each activity with its date and what that rests on, then insights with their quotes. */
export const taskDemo: TaskDemo = {
  lines(unit) {
    const found = foundIn(unit);
    const tabs = listOf(fieldOf(found, 'report', 'tabs')).filter(
      (tab) => fieldOf(tab, 'status') !== 'absent',
    );
    return [
      `     ${paint('italic', textOf(unit.payload['person_name']))}`,
      ...tabs.flatMap((tab) => [tabLine(tab), ...driftLines(tab)]),
      ...listOf(fieldOf(found, 'content_details')).flatMap(activityLines),
      ...insightLines(unit, fieldOf(found, 'insights')),
    ];
  },
  json(unit): JsonObject {
    const found = foundIn(unit);
    return {
      activities: fieldOf(found, 'content_details') ?? null,
      insights: fieldOf(found, 'insights') ?? null,
      report: fieldOf(found, 'report') ?? null,
      dropped: [...droppedIn(unit)],
    };
  },
};
