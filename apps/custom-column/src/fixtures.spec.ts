import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customColumn, type CustomColumnPayload } from '@userport/contracts/custom-column';
import { inventedWorld } from '../../../tools/sandbox/world/world';

const FOLDER = join(__dirname, '..', 'fixtures');

const texts = new Map(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));
const payloads = new Map<string, CustomColumnPayload>(
  [...texts].map(([file, text]) => [file, customColumn.payload.parse(JSON.parse(text))]),
);

const sample = (file: string): CustomColumnPayload => {
  const payload = payloads.get(file);
  expect(payload).toBeDefined();
  return payload as CustomColumnPayload;
};

describe('the samples', () => {
  it('are taken by the contract, each a job and a column of its own', () => {
    const all = [...payloads.values()];
    expect(new Set(all.map(({ job_id }) => job_id)).size).toBe(texts.size);
    expect(new Set(all.map(({ column_id }) => column_id)).size).toBe(texts.size);
    expect(all.every(({ column_id, column_config }) => column_id === column_config.id)).toBe(true);
  });

  it('hold a column of every response type', () => {
    const types = new Set([...payloads.values()].map(({ column_config }) => column_config.response_type));
    expect([...types].sort()).toEqual(['boolean', 'enum', 'json_object', 'number', 'string']);
  });

  it('hold one that searches and checks, one that uses LinkedIn activity and one that continues a chain', () => {
    expect(sample('search.json').ai_config).toMatchObject({ use_internet: true, validate_with_search: true });
    expect(sample('string.json').ai_config).toMatchObject({ use_linkedin_activity: true });
    expect(sample('number.json').orchestration_data?.next_columns).toHaveLength(1);
  });

  it('hold one with an entity that the sandbox makes fail, and one without context', () => {
    const named = inventedWorld.companiesIn(texts.get('failing-entity.json') ?? '');
    expect(named.filter(({ of }) => of.fault === 'blocked')).toHaveLength(1);
    const { entity_ids: ids, context_data: contexts } = sample('number.json');
    expect(ids.filter((id) => Object.keys(contexts[id] ?? {}).length === 0)).toHaveLength(1);
  });

  it('hold one whose context gives orders', () => {
    expect(texts.get('injected-instruction.json')).toContain('ignore all previous instructions');
  });

  it('name invented places alone', () => {
    const hosts = [...texts.values()].flatMap((text) =>
      [...text.matchAll(/https?:\/\/([^/"\s)]+)/g)].map(([, host]) => host),
    );
    const strange = hosts.filter((host) => !/\.example$/.test(host ?? '') && host !== 'www.linkedin.com');
    expect(strange).toEqual([]);
  });
});
