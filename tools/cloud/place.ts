/** Where everything stands, and the names that follow from it. */
export interface Place {
  readonly project: string;
  readonly region: string;
  readonly dataset: string;
  /** Of the dataset; every job of BigQuery runs there. */
  readonly location: string;
  /** Part of every service's address; a shell variable as long as nobody has asked for it. */
  readonly projectNumber: string;
}

/** Stands for the project's number in a printed plan, whose first line sets it. */
export const UNKNOWN_NUMBER = '$PROJECT_NUMBER';

const PROJECT = /^([a-z][a-z\d.-]*:)?[a-z][a-z\d-]*$/;
const REGION = /^[a-z]+-[a-z]+\d+$/;
const EMAIL = /^[\w.+-]+@[\w.-]+$/;

/** What of a place, or of the accounts that may call, cannot be; empty when all of it can. */
export function placeProblems(
  { project, region, dataset, location }: Omit<Place, 'projectNumber'>,
  callers: readonly string[],
): string[] {
  const rules: readonly (readonly [boolean, string])[] = [
    [PROJECT.test(project), '--project is the id of a Google Cloud project, such as acme-workers'],
    [REGION.test(region), '--region is a region, such as us-west1'],
    [/^\w+$/.test(dataset), '--dataset has letters, digits and underscores alone'],
    [/^[\w-]+$/.test(location), '--location is a region, or US or EU'],
    [callers.every((caller) => EMAIL.test(caller)), '--caller is the e-mail of a service account'],
  ];
  return rules.filter(([holds]) => !holds).map(([, rule]) => rule);
}

/** The accounts that things run as. Django expects one e-mail from every function, so all functions share one. */
export const accounts = {
  gateway: 'the gateway: takes requests, enqueues',
  worker: 'the functions: call vendors, call Django back; WORKER_SERVICE_ACCOUNT_EMAIL of Django',
  queue: 'the token of the deliveries; CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL',
  scheduler: 'the token of the sweep',
} as const;

/** A role of the project's own accounts. */
export type AccountName = keyof typeof accounts;

/** The id of an account within its project. */
export const accountId = (name: AccountName): string => `userport-${name}`;

/** The e-mail of an account. */
export const emailOf = ({ project }: Pick<Place, 'project'>, name: AccountName): string =>
  `${accountId(name)}@${project}.iam.gserviceaccount.com`;

/** A service's address that is known before it exists: https://cloud.google.com/run/docs/triggering/https-request#deterministic */
export const serviceUrl = (
  { projectNumber, region }: Pick<Place, 'projectNumber' | 'region'>,
  app: string,
): string => `https://${app}-${projectNumber}.${region}.run.app`;
