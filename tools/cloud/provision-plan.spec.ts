import { taskContracts } from '@userport/contracts';
import { tables } from '@userport/warehouse';
import { lineOf } from './command';
import { provisionPlan } from './provision-plan';

const place = {
  project: 'demo',
  region: 'us-west1',
  dataset: 'enrichment',
  location: 'US',
  projectNumber: '42',
};
const plan = provisionPlan(place, { callers: ['django@other.example'] });
const makes = plan.map(({ make }) => lineOf(make));
const making = (pattern: RegExp): string[] => makes.filter((line) => pattern.test(line));

describe('provisionPlan', () => {
  it('makes the dataset in its location and every table with schema, partition and clustering', () => {
    expect(making(/^bq .* mk --dataset/)).toEqual([expect.stringContaining('--location=US')]);
    const made = making(/^bq .* mk --table/);
    expect(made).toHaveLength(Object.keys(tables).length);
    expect(made[0]).toContain(
      '--time_partitioning_field=fetched_at --time_partitioning_type=DAY --clustering_fields=account_id demo:enrichment.account_data',
    );
    expect(made[0]).toContain('--schema=docs/schema/account_data.json');
  });

  it('lets the days of caches, requests and raw material expire, and nothing else', () => {
    const daysOf = (lines: readonly string[]) =>
      lines.flatMap((line) => {
        const [, seconds, table] = /time_partitioning_expiration=(\d+) .*enrichment\.(\w+)/.exec(line) ?? [];
        return seconds === undefined ? [] : [`${table} ${Number(seconds) / 86_400}`];
      });
    const caches = ['api_request_cache 30', 'ai_prompt_cache 30'];
    expect(daysOf(makes)).toEqual(['enrichment_raw_data 90', ...caches, 'task_payloads 90']);
    const shorter = provisionPlan(place, { callers: [], rawExpiryDays: 45 });
    const asked = ['enrichment_raw_data 45', ...caches, 'task_payloads 45'];
    expect(daysOf(shorter.map(({ make }) => lineOf(make)))).toEqual(asked);
    const changes = shorter.flatMap(({ change }) => (change === undefined ? [] : [lineOf(change)]));
    expect(changes.filter((line) => line.includes('enrichment.task_payloads'))).toEqual([
      expect.stringContaining(`--time_partitioning_expiration=${45 * 86_400} `),
    ]);
  });

  it('makes one queue a task, with 100 attempts and a back-off from 10 s', () => {
    const made = making(/tasks queues create/);
    expect(made).toHaveLength(Object.keys(taskContracts).length);
    expect(made[0]).toMatch(/--location=us-west1 --max-attempts=100 --min-backoff=10s --max-backoff=600s/);
  });

  it('says who may act as whom and call what, and grants no wide role', () => {
    expect(making(/iam.serviceAccountUser/)).toEqual([
      expect.stringMatching(/userport-queue@.* --member=serviceAccount:userport-gateway@/),
    ]);
    expect(making(/run.invoker/).filter((line) => line.includes(' gateway '))).toEqual([
      expect.stringContaining('userport-scheduler@'),
      expect.stringContaining('django@other.example'),
    ]);
    expect(making(/run.invoker/).filter((line) => line.includes(' custom-column '))).toEqual([
      expect.stringContaining('userport-queue@'),
    ]);
    expect(making(/roles\/(owner|editor|viewer|[\w]+\.admin)\b/)).toEqual([]);
  });

  it('lets both kinds of service read and write rows, run jobs and read the jobs of the other', () => {
    for (const account of ['userport-gateway', 'userport-worker']) {
      expect(making(new RegExp(`bigquery.dataEditor.*${account}@`))).toHaveLength(1);
      expect(making(new RegExp(`${account}@.*bigquery.jobUser`))).toHaveLength(1);
      expect(making(new RegExp(`${account}@.*userportJobReader`))).toHaveLength(1);
    }
  });

  it('makes secrets by name, for the functions alone, and holds no value', () => {
    expect(making(/secrets create GEMINI_API_KEY/)).toHaveLength(1);
    expect(making(/secretmanager.secretAccessor/).every((line) => line.includes('userport-worker@'))).toBe(
      true,
    );
    expect(making(/versions add/)).toEqual([]);
  });

  it('calls the sweep by a scheduler job with a token', () => {
    const gateway = 'https://gateway-42.us-west1.run.app';
    expect(making(/scheduler jobs create/)).toEqual([
      expect.stringMatching(`--uri=${gateway}/api/v1/sweep .*--oidc-token-audience=${gateway}`),
    ]);
  });

  it('says what each step is for, and can be repeated', () => {
    for (const { what, check, make } of plan) {
      expect(what).not.toBe('');
      const repeatable = /add-iam-policy-binding|services enable|GRANT/.test(lineOf(make));
      expect([what, check !== undefined || repeatable]).toEqual([what, true]);
    }
  });
});
