import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { MEMORY_ENVIRONMENT } from './memory-environment';

describe('MEMORY_ENVIRONMENT', () => {
  it('is taken by the runtime', () => {
    const script = 'console.log(require("node:v8").getHeapStatistics().heap_size_limit > 0)';
    const env = { ...process.env, ...MEMORY_ENVIRONMENT };
    expect(spawnSync(process.execPath, ['-e', script], { env }).stdout.toString()).toBe('true\n');
  });

  it('is what the container has, too', () => {
    const lines = readFileSync('tools/Dockerfile', 'utf8').split('\n');
    const set = Object.entries(MEMORY_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
    expect(lines).toContain(`ENV ${set.join(' ')}`);
  });
});
