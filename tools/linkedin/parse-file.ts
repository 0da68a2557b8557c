import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ParsedActivities, type Tab, TABS } from '../../apps/linkedin-research/src/parse/activity';
import { parseActivities } from '../../apps/linkedin-research/src/parse/parse-activities';
import { activityTable } from './print-activities';

/** How the command is called. */
export const USAGE = `npm run linkedin:parse -- FILE [--kind posts|comments|reactions] [--captured-at ISO] [--lead URL] [--name NAME] [--json]
  Reads one captured LinkedIn page and prints what somebody did, when, in whose words.
  --captured-at  when the page was captured; without it ages are read against the ids of the page
  Exits 0 when the page was read, 2 when it could not be (and says what it saw).`;

const options = {
  kind: { type: 'string', default: 'posts' },
  'captured-at': { type: 'string' },
  lead: { type: 'string', default: '' },
  name: { type: 'string', default: '' },
  json: { type: 'boolean', default: false },
} as const;

const READ = new Set(['read', 'partly_read', 'empty']);

const momentOf = (iso: string): Date => {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) throw new Error(`--captured-at ${iso} is no ISO time.\n${USAGE}`);
  return at;
};

const asJson = ({ activities, tabs, ...rest }: ParsedActivities, tab: Tab): string => {
  const report = tabs.find((one) => one.tab === tab);
  return JSON.stringify(
    { build: report?.build ?? null, activities, report: { ...rest, ...report } },
    null,
    2,
  );
};

/**
 * Reads the page that the command line names.
 * @returns the exit code: 0 read, 2 not readable
 * @throws Error for a command line that makes no sense, or a file that is not there
 */
export async function parseFile(
  args: readonly string[],
  now: Date,
  print: (text: string) => void,
): Promise<0 | 2> {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const tab = TABS.find((one) => one === values.kind);
  const [file] = positionals;
  if (file === undefined || tab === undefined) throw new Error(USAGE);
  const html = { posts: null, comments: null, reactions: null, [tab]: readFileSync(file, 'utf8') };
  const capturedAt = values['captured-at'];
  const arrived =
    capturedAt === undefined
      ? { from: new Date(0), to: now }
      : { from: momentOf(capturedAt), to: momentOf(capturedAt) };
  const lead = { linkedinUrl: values.lead, name: values.name };
  const parsed = await parseActivities({ html, lead, arrived }, () => setImmediate());
  print(values.json ? asJson(parsed, tab) : activityTable(parsed));
  return parsed.tabs.some((one) => one.tab === tab && READ.has(one.status)) ? 0 : 2;
}
