import { parseArgs } from 'node:util';
import { loadConfig } from '@userport/config';
import { applyStep, type Command, lineOf, runHere, scriptOf, type Step } from './cloud/command';
import { type Place, placeProblems, UNKNOWN_NUMBER } from './cloud/place';
import { provisionPlan } from './cloud/provision-plan';

const USAGE = `npm run provision -- --project PROJECT --region REGION [--apply]
  --project PROJECT   the Google Cloud project
  --region REGION     of queues and services, such as us-west1
  --dataset NAME      userport_enrichment unless given
  --location PLACE    of the dataset; the region unless given
  --caller EMAIL      a service account that may call the gateway (Django's); may be given several times
  --apply             runs the plan with gcloud and bq; without it the plan is only printed
  RAW_EXPIRY_DAYS     days that requests and raw material are kept, as the gateway is deployed with; 90 unless set`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const numberOf = (project: string): Command => [
  ...(['gcloud', 'projects', 'describe', project] as const),
  '--format=value(projectNumber)',
];

/** The plan as a script that a shell can run, any number of times. */
function printPlan(place: Place, steps: readonly Step[], callers: readonly string[]): void {
  const head = [
    `# ${steps.length} steps for project ${place.project} in ${place.region}; nothing was run. Add --apply to run them,`,
    '# or run this script in the folder of the repository. Either may be repeated.',
    ...(callers.length === 0
      ? ['# Nobody but the scheduler may call the gateway yet: name the account of Django with --caller.']
      : []),
    'set -euo pipefail',
    `PROJECT_NUMBER=$(${lineOf(numberOf(place.project))})`,
  ];
  // In one piece, and a reader that has seen enough (`| head`) is no fault.
  process.stdout.on('error', () => undefined);
  say([head.join('\n'), ...steps.map(scriptOf)].join('\n\n'));
}

/** The tools that the plan needs and that are not here. */
const missingTools = (): string[] =>
  (['gcloud', 'bq'] as const).filter((tool) => !runHere([tool, tool === 'bq' ? 'version' : '--version']).ok);

/** Runs the plan, saying what became of each step. */
function applyPlan(steps: readonly Step[]): void {
  for (const step of steps) {
    const outcome = applyStep(step, runHere);
    say(
      `${outcome.padEnd(8)}${outcome === 'waits' ? `${step.what}: ${step.needs?.otherwise ?? ''}` : step.what}`,
    );
  }
}

function main(): number {
  const { values } = parseArgs({
    options: {
      project: { type: 'string' },
      region: { type: 'string' },
      dataset: { type: 'string', default: 'userport_enrichment' },
      location: { type: 'string' },
      caller: { type: 'string', multiple: true, default: [] },
      apply: { type: 'boolean', default: false },
    },
  });
  const { project, region, dataset, caller: callers, apply } = values;
  if (project === undefined || region === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const place = { project, region, dataset, location: values.location ?? region };
  const { RAW_EXPIRY_DAYS: rawExpiryDays } = loadConfig(['retention']).retention;
  const problems = placeProblems(place, callers);
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('.\n')}.\n\n${USAGE}\n`);
    return 2;
  }
  if (!apply) {
    const planned = { ...place, projectNumber: UNKNOWN_NUMBER };
    printPlan(planned, provisionPlan(planned, { callers, rawExpiryDays }), callers);
    return 0;
  }
  const missing = missingTools();
  if (missing.length > 0) {
    say(
      `Nothing was run: ${missing.join(' and ')} not found. Install the Google Cloud CLI (https://cloud.google.com/sdk/docs/install), or run the plan that is printed without --apply where it is.`,
    );
    return 1;
  }
  const { ok, stdout, stderr } = runHere(numberOf(project));
  if (!ok) {
    say(
      `Nothing was run: the project cannot be read. Log in with \`gcloud auth login\` and check --project.\n${stderr.trim()}`,
    );
    return 1;
  }
  applyPlan(provisionPlan({ ...place, projectNumber: stdout.trim() }, { callers, rawExpiryDays }));
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
