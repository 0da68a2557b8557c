import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallContext, type LanguageModel, openModels } from '@userport/ai';
import { createIdTokens } from '@userport/auth';
import { createCallbackSender } from '@userport/callback';
import { loadConfig } from '@userport/config';
import type { Bill, JsonObject } from '@userport/contracts';
import { BENCH_LATENCY } from './model-house';
import { type Sandbox, type SandboxOptions, startSandbox, WORKER_EMAIL } from './start-sandbox';

const ENTITY = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const COLUMN = 'c0a80101-0000-4000-8000-000000000001';

const freeBill: Bill = { reserve: async () => ({ settle: () => undefined, release: () => undefined }) };
const context = (): CallContext => ({ signal: new AbortController().signal, bill: freeBill });
const silent = { info: () => undefined, warn: () => undefined };

let sandbox: Sandbox;
const metadataVariables = ['GCE_METADATA_HOST', 'METADATA_SERVER_DETECTION', 'GOOGLE_CLOUD_PROJECT'];
const before = metadataVariables.map((name) => [name, process.env[name]] as const);
const start = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const started = await startSandbox(options);
  for (const name of metadataVariables) process.env[name] = started.environment[name];
  return started;
};
beforeEach(async () => {
  sandbox = await start();
});
afterEach(async () => {
  await sandbox.stop();
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

const models = (): readonly LanguageModel[] => {
  const { ai } = loadConfig(['ai'], sandbox.environment);
  const opened = openModels(ai, silent);
  return [opened.named('gemini-3.8-flash'), opened.named('gpt-6.1-terra')];
};
const question = (prompt: string) => ({
  instructions: 'Be brief.',
  prompt,
  maxOutputTokens: 2000,
  thinking: 'low' as const,
  operation: 'test',
});

describe('the models, through the real SDKs', () => {
  it('answer in prose', async () => {
    for (const model of models()) {
      const { text, usage } = await model.generateText(
        question('How many mines does Wirrabelle Minerals work?'),
        context(),
      );
      expect(text).toMatch(/^Wirrabelle Minerals works 4 mines\. Answered by the sandbox/);
      expect([usage.vendor, usage.outputTokens]).toEqual([model.vendor, 60]);
    }
  });

  it('answer as data', async () => {
    const jsonSchema: JsonObject = {
      type: 'object',
      properties: { value: { type: ['number', 'null'], minimum: 0, maximum: 10 } },
      required: ['value'],
      additionalProperties: false,
    };
    const shape = { name: 'mines', jsonSchema, parse: (value: unknown) => value };
    for (const model of models()) {
      const asked = { ...question('How many mines does Wirrabelle Minerals work?'), shape };
      expect((await model.generateObject(asked, context())).value).toEqual({ value: 4 });
    }
  });

  it('search, with sources for each stretch of the prose', async () => {
    for (const model of models()) {
      const found = await model.search(question('Products and customers of Zweibach Präzision?'), context());
      expect([found.grounded, found.queries]).toEqual([
        true,
        ['Zweibach Präzision customers', 'Zweibach Präzision products'],
      ]);
      expect(
        found.supports.map(({ start, end }) => found.text.slice(start, end).replace(/ \(\[.*/, '')),
      ).toEqual([
        'Customers of Zweibach Präzision are Northwind Robotics, Autositz Morgenrot and Lumenfjord.',
        'Zweibach Präzision sells µ-Linie and Messzelle 7.',
      ]);
      expect(found.sources).toHaveLength(2);
    }
  });

  it('say so when a search was none', async () => {
    for (const model of models()) {
      const found = await model.search(question('How many surveys does Hearsay Analytics run?'), context());
      expect([found.grounded, found.sources]).toEqual([false, []]);
    }
  });

  it.each([
    ['Stonewall Archives', 'TerminalError'],
    ['Brownout Energy', 'RetryableError'],
    ['Cutoff Media', 'RetryableError'],
  ])('fail about %s with a %s', async (company, name) => {
    for (const model of models()) {
      await expect(model.generateText(question(`Tell of ${company}`), context())).rejects.toMatchObject({
        name,
      });
    }
  });

  it('are counted', async () => {
    await Promise.all(models().map((model) => model.generateText(question('Who is it?'), context())));
    expect([sandbox.gemini.calls.length, sandbox.openai.calls.length]).toEqual([1, 1]);
  });
});

const page = (text: string, webhookId = 'cb_1') => ({
  webhookId,
  bytes: Buffer.from(
    JSON.stringify({
      job_id: 'job-1',
      account_id: ENTITY,
      status: 'processing',
      enrichment_type: 'custom_column',
      processed_data: { values: [{ column_id: COLUMN, entity_id: ENTITY, value_string: text }] },
    }),
  ),
  position: 1,
  total: 1,
  generation: 1,
  replay: false,
  once: false,
});
const sender = (baseUrl = sandbox.djangoUrl) => {
  const tokens = createIdTokens();
  return createCallbackSender({
    baseUrl,
    tokenFor: (audience, options) => tokens.tokenFor(audience, options),
    timeoutMs: 5000,
    clock: { now: Date.now, sleep: async () => undefined },
  });
};
const { signal } = new AbortController();

describe('the Django side, through the real callback client', () => {
  it('takes a callback with a token of the metadata server', async () => {
    expect(await sender().send(page('x'), signal)).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect(sandbox.receiver.cell(COLUMN, ENTITY)).toMatchObject({ value: 'x', timesApplied: 1 });
    expect(sandbox.receiver.callbacks[0]).toMatchObject({ caller: WORKER_EMAIL });
  });

  it('refuses a token for another audience', async () => {
    await sandbox.stop();
    sandbox = await start({ audience: 'https://app.userport.example' });
    expect(await sender().send(page('x'), signal)).toMatchObject({ httpStatus: 403 });
  });

  it('takes a page once that came twice because its first answer was lost', async () => {
    sandbox.receiver.faults.add({ kind: 'half-answer', times: 1 });
    expect(await sender().send(page('x'), signal)).toEqual({ kind: 'accepted', httpStatus: 200 });
    expect(sandbox.receiver.summary()).toMatchObject({ taken: 1, repeats: { cb_1: 1 }, storedTwice: [] });
  });
});

describe('a sandbox', () => {
  it('goes on with the journal of an earlier one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
    const journalPath = join(folder, 'received.jsonl');
    try {
      for (const round of [1, 2]) {
        await sandbox.stop();
        sandbox = await start({ journalPath });
        await sender().send(page('x'), signal);
        expect(sandbox.receiver.callbacks).toHaveLength(round);
      }
      expect(sandbox.receiver.cell(COLUMN, ENTITY)?.timesApplied).toBe(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('takes as long as it is told, thinks halfway, and writes a line for each request', async () => {
    let nowMs = Date.UTC(2026, 10, 1);
    const slept: number[] = [];
    const lines: string[] = [];
    await sandbox.stop();
    sandbox = await start({
      latency: BENCH_LATENCY,
      now: () => nowMs,
      sleep: async (ms) => {
        slept.push(ms);
        nowMs += ms;
      },
      log: (line) => lines.push(line),
    });
    await models()[0]?.generateText(question('How many mines does Wirrabelle Minerals work?'), context());
    expect(slept).toEqual([150, 300 + 60 * 5 - 150]);
    expect(lines).toEqual(['sandbox gemini: POST /v1/models/gemini-3.8-flash:generateContent 200']);
  });

  it('leaves nothing running when one of its ports is taken', async () => {
    const taken = Number(new URL(sandbox.djangoUrl).port);
    await expect(startSandbox({ ports: { django: taken } })).rejects.toThrow('EADDRINUSE');
  });
});
