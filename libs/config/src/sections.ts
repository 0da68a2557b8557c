import { z } from 'zod';
import { DEFAULT_VERSION } from './served-version';

/** Where a value comes from and who needs it, told beside the rule that checks it. */
const variable = <T extends z.ZodType>(schema: T, about: string, example?: string): T =>
  schema.meta({ about, ...(example === undefined ? {} : { example }) });

const url = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const optional = z.string().min(1).optional();
const whole = z.coerce.number().int().min(1);
const list = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(z.array(z.string()));
const dollars = z.coerce.number().min(0);
const yes = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true');

/** Shared by the sections that speak to Google Cloud: each can be loaded without the others. */
const googleCloudProject = variable(
  optional,
  'Google Cloud project; names queues, jobs of BigQuery and traces in logs. `gcloud config get project`.',
);

/**
 * All configuration, one section a concern. A function loads only the sections it uses. Keys of the environment are
 * the names of the variables; `about` says how to get a value and goes into `.env.example`, the README and errors.
 */
export const sections = {
  runtime: z.object({
    PORT: variable(whole.max(65535).default(8080), 'Port to listen on; Cloud Run sets it.'),
    LOG_LEVEL: variable(
      z.enum(['error', 'warn', 'info', 'debug']).default('info'),
      'Least level that is logged.',
    ),
    GOOGLE_CLOUD_PROJECT: googleCloudProject,
    K_SERVICE: variable(optional, 'Set by Cloud Run: the name of the service. Do not set it yourself.'),
    VERSION: variable(z.string().default(DEFAULT_VERSION), 'Version that /health tells, such as a commit.'),
    REQUEST_TIMEOUT_SECONDS: variable(whole.max(3600).default(1800), "The platform's request time-out."),
    MAX_INSTANCES: variable(
      whole.max(1000).default(1),
      "Most instances of this function at a time, as it is deployed; each takes that share of a vendor's rate limits.",
    ),
    LEASE_MARGIN_SECONDS: variable(
      whole.max(600).default(30),
      'Added to the time a delivery has left when it claims a job.',
    ),
    DRAIN_SECONDS: variable(
      whole.max(9).default(8),
      'How long a stopping instance lets work finish. Cloud Run kills after 10.',
    ),
  }),
  warehouse: z.object({
    GOOGLE_CLOUD_PROJECT: googleCloudProject,
    BIGQUERY_DATASET: variable(
      z
        .string()
        .regex(/^\w{1,1024}$/, 'must be letters, digits and underscores')
        .optional(),
      'BigQuery dataset. Set: BigQuery keeps everything. Not set: DuckDB does, see DUCKDB_PATH.',
      'userport_enrichment',
    ),
    BIGQUERY_LOCATION: variable(z.string().default('US'), 'Location of the dataset; every job runs there.'),
    BIGQUERY_API_ENDPOINT: variable(url.optional(), 'Other address of BigQuery, with scheme: an emulator.'),
    BIGQUERY_EMULATOR_HOST: variable(
      url.optional(),
      "The same, as Google's client reads it by itself: the whole address, with scheme. `unset BIGQUERY_EMULATOR_HOST` where no emulator is meant.",
    ),
    DUCKDB_PATH: variable(optional, 'File of the embedded store, or `:memory:`.', '.local/userport.duckdb'),
  }),
  queue: z.object({
    GOOGLE_CLOUD_PROJECT: googleCloudProject,
    CLOUD_TASKS_LOCATION: variable(
      optional,
      'Region of the queues. Set: Cloud Tasks delivers. Not set: the in-process queue of the local stack does.',
      'us-west1',
    ),
    CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: variable(
      optional,
      "Account of the queue's ID token.",
      'queue@example.iam.gserviceaccount.com',
    ),
    CLOUD_TASKS_API_ENDPOINT: variable(
      url.optional(),
      'Other address of Cloud Tasks, with scheme: an emulator.',
    ),
    FUNCTIONS_BASE_URL: variable(
      optional,
      'Address of the functions; `{app}` stands for the name of one.',
      'https://{app}-123456789.us-west1.run.app',
    ),
    DISPATCH_DEADLINE_SECONDS: variable(
      z.coerce.number().int().min(15).max(1800).default(1800),
      'How long a function may take to answer the queue.',
    ),
  }),
  callback: z.object({
    DJANGO_BASE_URL: variable(
      url,
      'Base address of the Django application; its USERPORT_BASE_URL.',
      'https://app.userport.ai',
    ),
    CALLBACK_TIMEOUT_SECONDS: variable(
      whole.max(600).default(130),
      'Time-out of a callback. Django may take 120 s: it can call create inside.',
    ),
  }),
  ai: z.object({
    GEMINI_API_KEY: variable(optional, 'Key of Google Gemini: https://aistudio.google.com/apikey'),
    OPENAI_API_KEY: variable(optional, 'Key of OpenAI: https://platform.openai.com/api-keys'),
    GEMINI_BASE_URL: variable(url.optional(), 'Other address of Gemini, such as the sandbox.'),
    GEMINI_API_VERSION: variable(
      z.enum(['v1', 'v1beta']).default('v1'),
      'Version of the Gemini API; v1beta when a feature answers 404 on v1.',
    ),
    OPENAI_BASE_URL: variable(url.optional(), 'Other address of OpenAI, such as the sandbox; ends in /v1.'),
    MODEL_REASON: variable(optional, 'Model of the role reason; else the table in libs/config.'),
    MODEL_EXTRACT: variable(optional, 'Model of the role extract; else the table in libs/config.'),
    MODEL_SEARCH: variable(optional, 'Model of the role search; else the table in libs/config.'),
    MODEL_EVALUATE: variable(optional, 'Model of the role evaluate; else the table in libs/config.'),
  }),
  providers: z.object({
    APOLLO_API_KEY: variable(
      optional,
      'Key of Apollo, allowed for the endpoints in use: https://app.apollo.io/#/settings/integrations/api',
    ),
    APOLLO_BASE_URL: variable(
      url.default('https://api.apollo.io/api/v1'),
      'Address of Apollo; another one for the sandbox.',
    ),
    BRIGHTDATA_API_KEY: variable(optional, 'Key of Bright Data: https://brightdata.com/cp/setting/users'),
    BRIGHTDATA_BASE_URL: variable(
      url.default('https://api.brightdata.com'),
      'Address of Bright Data; another one for the sandbox.',
    ),
    BUILTWITH_API_KEY: variable(optional, 'Key of BuiltWith: https://api.builtwith.com'),
    BUILTWITH_BASE_URL: variable(
      url.default('https://api.builtwith.com'),
      'Address of BuiltWith; another one for the sandbox.',
    ),
    BUILTWITH_API_VERSION: variable(
      z.enum(['v23', 'v22', 'v21']).default('v23'),
      'Version of the Domain API; an older one for a server that has no newer.',
    ),
    ENRICHLAYER_API_KEY: variable(optional, 'Key of Enrich Layer: https://enrichlayer.com/dashboard/api-key'),
    ENRICHLAYER_BASE_URL: variable(
      url.default('https://enrichlayer.com/api/v2'),
      'Address of Enrich Layer; another one for the sandbox.',
    ),
    JINA_API_KEY: variable(optional, 'Key of Jina: https://jina.ai/api-dashboard/key-manager'),
    JINA_READER_BASE_URL: variable(
      url.default('https://r.jina.ai'),
      "Address of Jina's reader; another one for the sandbox.",
    ),
    JINA_SEARCH_BASE_URL: variable(
      url.default('https://s.jina.ai'),
      "Address of Jina's search; another one for the sandbox.",
    ),
    PROFILE_PROVIDER: variable(
      z.enum(['enrichlayer', 'proxycurl']).default('enrichlayer'),
      "Who tells profiles of people and companies: Enrich Layer, or a server that speaks ProxyCurl's paths.",
    ),
    PROXYCURL_API_KEY: variable(optional, "Key of a server that speaks ProxyCurl's paths."),
    PROXYCURL_BASE_URL: variable(
      url.optional(),
      "Address of a server that speaks ProxyCurl's paths; ProxyCurl itself has closed down.",
      'https://profiles.example/proxycurl/api',
    ),
  }),
  research: z.object({
    STOP_WHEN_ACCOUNT_COMPLETED: variable(
      yes.default(false),
      'true asks Django first, and does no LinkedIn research that it would ignore: it keeps one result per account. A retry runs it all the same.',
    ),
  }),
  retention: z.object({
    RAW_EXPIRY_DAYS: variable(
      z.coerce.number().int().min(31).max(3650).default(90),
      'Days that requests (captured pages) and raw material are kept; a queue may bring a request for 31. Provision again after a change.',
    ),
  }),
  budget: z.object({
    JOB_BUDGET_USD: variable(
      dollars.optional(),
      'US dollars that a job may cost whose payload has no budget_usd. Not set: no limit.',
      '5',
    ),
    DAY_BUDGET_USD: variable(
      dollars.optional(),
      'US dollars that all jobs of a day (UTC) may cost. Not set: no limit.',
      '100',
    ),
  }),
  auth: z.object({
    ALLOWED_AUDIENCES: variable(
      list.optional(),
      'Audiences that callers may put into their token, separated by commas.',
    ),
    ALLOWED_CALLERS: variable(list.optional(), 'E-mail addresses of the service accounts that may call.'),
    TOKEN_ISSUERS: variable(list.optional(), 'Issuers of tokens; Google when not set.'),
    TOKEN_KEYS_URL: variable(url.optional(), "Address of the issuer's public keys; Google's when not set."),
    IAM_CHECKS_TOKENS: variable(
      yes.default(false),
      'true when Cloud Run IAM stands in front and has checked the signature.',
    ),
    ALLOW_LOCAL_CALLERS: variable(
      yes.default(false),
      'true admits callers of this machine without a token. Refused on Cloud Run.',
    ),
  }),
} as const;

/** The name of a section. */
export type SectionName = keyof typeof sections;

/** The values of a section. */
export type Section<S extends SectionName> = z.output<(typeof sections)[S]>;
