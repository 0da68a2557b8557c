import { announce } from './announce';
import { startSandbox } from './start-sandbox';

it('says what the sandbox is, where it listens and how to use it', async () => {
  const sandbox = await startSandbox();
  try {
    const lines = announce(sandbox).split('\n');
    expect(lines[0]).toContain('INVENTED');
    expect(lines[2]).toBe(
      `  Gemini       ${sandbox.geminiUrl.padEnd(26)} what was asked: ${sandbox.geminiUrl}/_sandbox/calls`,
    );
    expect(lines).toContain(`  export OPENAI_BASE_URL=${sandbox.openaiUrl}`);
    expect(lines.some((line) => line.startsWith('  models       rate-limited-once, '))).toBe(true);
    expect(lines.join('\n')).toContain('hour-used-up, day-used-up');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(140);
    expect(lines).toContain(`  export GCE_METADATA_HOST=${sandbox.metadataHost}`);
  } finally {
    await sandbox.stop();
  }
});
