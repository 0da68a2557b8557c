import { createLogger } from '@userport/logging';
import { type GatewayClient, openGatewayClient } from '../demo/gateway-client';
import { localEnvironment } from '../local/environment';
import { startStack } from '../local/stack';
import { startSandbox } from '../sandbox';
import { captureOf, CAPTURED_LEAD } from './linkedin-capture';

/**
 * `linkedin-memory.ts create|run FILE`: asks for a job with a capture of 24 MB, or, in a process of its own as the
 * platform has it, delivers that job to its function and prints the peak memory in MB.
 */
const CARDS = 2260;
const JOB = 'bench-linkedin-memory';

async function create(client: GatewayClient): Promise<void> {
  const { status } = await client.post('create/lead_linkedin_research', {
    account_id: '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01',
    lead_id: 'a2c9d0aa-6f0e-4a55-8a3b-2c0f6f6d1e22',
    person_name: CAPTURED_LEAD.name,
    company_name: 'Northwind Robotics',
    person_linkedin_url: CAPTURED_LEAD.linkedinUrl,
    posts_html: captureOf(CARDS),
    comments_html: null,
    reactions_html: '',
    job_id: JOB,
  });
  if (status !== 200) throw new Error(`create was answered ${status}`);
}

async function run(client: GatewayClient): Promise<void> {
  const { body } = await client.deliverAgain('linkedin-research', JOB);
  if (body['outcome'] !== 'delivered') throw new Error(`the function answered ${JSON.stringify(body)}`);
  console.log(process.resourceUsage().maxRSS / 1024);
}

async function main([what, duckdbPath = '']: readonly string[]): Promise<void> {
  const sandbox = await startSandbox({});
  Object.assign(process.env, localEnvironment({}, { sandbox, duckdbPath }));
  const stack = await startStack({ port: 0, log: createLogger({ level: 'error' }), minBackoffMs: 10_000 });
  try {
    stack.queue.pause();
    const client = openGatewayClient(stack);
    await (what === 'create' ? create(client) : run(client));
  } finally {
    await stack.stop();
    await sandbox.stop();
  }
}

await main(process.argv.slice(2));
