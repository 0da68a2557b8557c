import { type DeployedApp, deployCommand, environmentOf } from './deploy-plan';

const place = {
  project: 'demo',
  region: 'us-west1',
  dataset: 'enrichment',
  location: 'US',
  projectNumber: '42',
};
const column: DeployedApp = {
  name: 'custom-column',
  sections: ['runtime', 'auth', 'warehouse', 'callback', 'ai'],
  folder: 'dist/apps/custom-column',
  memory: '512Mi',
  concurrency: 8,
  timeoutSeconds: 1800,
  maxInstances: 20,
};
const gateway: DeployedApp = {
  ...column,
  name: 'gateway',
  sections: ['runtime', 'auth', 'warehouse', 'queue'],
};
const options = {
  version: 'abc123',
  callers: ['django@other.example'],
  given: {
    DJANGO_BASE_URL: 'https://app.example',
    LOG_LEVEL: 'debug',
    PORT: '1',
    ALLOW_LOCAL_CALLERS: 'true',
  },
};

describe('environmentOf', () => {
  it('gives an app the variables of its own sections, derived or given, and no others', () => {
    const { variables, secrets, missing } = environmentOf(column, place, options);
    expect(Object.fromEntries(variables)).toEqual({
      LOG_LEVEL: 'debug',
      GOOGLE_CLOUD_PROJECT: 'demo',
      VERSION: 'abc123',
      REQUEST_TIMEOUT_SECONDS: '1800',
      MAX_INSTANCES: '20',
      BIGQUERY_DATASET: 'enrichment',
      BIGQUERY_LOCATION: 'US',
      DJANGO_BASE_URL: 'https://app.example',
      ALLOWED_AUDIENCES: 'https://custom-column-42.us-west1.run.app',
      ALLOWED_CALLERS: 'userport-queue@demo.iam.gserviceaccount.com',
      IAM_CHECKS_TOKENS: 'true',
    });
    expect(secrets).toEqual(['GEMINI_API_KEY', 'OPENAI_API_KEY']);
    expect(missing).toEqual([]);
  });

  it('lets the scheduler and Django into the gateway, which gets no key of a vendor', () => {
    const { variables, secrets } = environmentOf(gateway, place, options);
    expect(Object.fromEntries(variables)).toMatchObject({
      CLOUD_TASKS_LOCATION: 'us-west1',
      CLOUD_TASKS_SERVICE_ACCOUNT_EMAIL: 'userport-queue@demo.iam.gserviceaccount.com',
      FUNCTIONS_BASE_URL: 'https://{app}-42.us-west1.run.app',
      ALLOWED_CALLERS: 'userport-scheduler@demo.iam.gserviceaccount.com,django@other.example',
    });
    expect(secrets).toEqual([]);
  });

  it('leaves out secrets without a value and names variables that are missing', () => {
    const filled = new Set(['OPENAI_API_KEY', 'APOLLO_API_KEY']);
    const { secrets, missing, variables } = environmentOf(column, place, { ...options, given: {}, filled });
    expect(secrets).toEqual(['OPENAI_API_KEY']);
    expect(missing).toEqual(['DJANGO_BASE_URL']);
    expect(variables).toContainEqual(['DJANGO_BASE_URL', '$DJANGO_BASE_URL']);
  });
});

describe('deployCommand', () => {
  it('is one call with runtime, account, limits, variables and secrets', () => {
    const command = deployCommand(column, place, options);
    expect(command.slice(0, 4)).toEqual(['gcloud', 'run', 'deploy', 'custom-column']);
    expect(command).toEqual(
      expect.arrayContaining([
        '--source=dist/apps/custom-column',
        '--function=custom-column',
        '--base-image=nodejs24',
        '--service-account=userport-worker@demo.iam.gserviceaccount.com',
        '--memory=512Mi',
        '--concurrency=8',
        '--timeout=1800',
        '--no-allow-unauthenticated',
        '--set-secrets=GEMINI_API_KEY=GEMINI_API_KEY:latest,OPENAI_API_KEY=OPENAI_API_KEY:latest',
      ]),
    );
    expect(command).toContainEqual(
      expect.stringMatching(
        /^--set-env-vars=\^\|\^LOG_LEVEL=debug\|.*\|DJANGO_BASE_URL=https:\/\/app\.example\|MALLOC_ARENA_MAX=2\|NODE_OPTIONS=--max-semi-space-size=8$/,
      ),
    );
  });

  it('takes from the gateway whatever secrets it had, and gives it an account of its own', () => {
    expect(deployCommand(gateway, place, options)).toEqual(
      expect.arrayContaining([
        '--clear-secrets',
        '--service-account=userport-gateway@demo.iam.gserviceaccount.com',
      ]),
    );
  });
});
