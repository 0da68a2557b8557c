import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A tool of Google's that writes down how it is called, and knows what was made. */
const FAKE = `#!/bin/sh
line="$(basename "$0") $*"
echo "$line" >> CALLS
case "$line" in
  *version*) exit 0 ;;
  'gcloud projects describe'*) echo 42 ;;
  *describe*|*' show '*) grep -q made MADE 2>/dev/null ;;
esac
`;

describe('npm run provision', () => {
  let folder: string;
  let bin: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'provision-'));
    bin = join(folder, 'bin');
    mkdirSync(bin);
    // Nothing but Node and the shell's own tools: whatever else this machine has is not asked.
    symlinkSync(process.execPath, join(bin, 'node'));
    for (const tool of ['sh', 'basename', 'grep']) {
      const place = ['/bin', '/usr/bin'].map((one) => join(one, tool)).find(existsSync);
      if (place !== undefined) symlinkSync(place, join(bin, tool));
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const runWith = (variables: Readonly<Record<string, string>>, ...args: string[]) => {
    const command = [join('node_modules', 'tsx', 'dist', 'cli.mjs'), join('tools', 'provision.ts'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      env: { PATH: bin, ...variables },
      cwd: dirname(__dirname),
    });
    return { status, stdout, stderr };
  };
  const run = (...args: string[]) => runWith({}, ...args);
  const install = () => {
    for (const tool of ['gcloud', 'bq']) {
      const text = FAKE.replace('CALLS', join(folder, 'calls')).replace('MADE', join(folder, 'state'));
      writeFileSync(join(bin, tool), text);
      chmodSync(join(bin, tool), 0o755);
    }
  };
  const calls = (): string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  const place = ['--project', 'demo', '--region', 'us-west1'];

  it('prints a script of the whole plan without any tool or credentials', () => {
    const { status, stdout } = run(...place);
    expect(status).toBe(0);
    expect(stdout).toContain('nothing was run');
    expect(stdout).toContain('PROJECT_NUMBER=$(gcloud projects describe demo');
    const script = join(folder, 'plan.sh');
    writeFileSync(script, stdout);
    expect(spawnSync('bash', ['-n', script]).status).toBe(0);
    expect(stdout).not.toContain('undefined');
  });

  it('says which tool is missing and runs nothing', () => {
    const { status, stdout } = run(...place, '--apply');
    expect([status, stdout]).toEqual([1, expect.stringMatching(/^Nothing was run: gcloud and bq not found/)]);
  });

  it('makes everything once, and the second time only brings it up to date', () => {
    install();
    const first = run(...place, '--apply');
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(
      /^waits {3}userport-queue@.* may call custom-column: .*provision once more/m,
    );
    const made = calls().filter((line) => / create | mk /.test(line));
    expect(made).toEqual(expect.arrayContaining([expect.stringContaining('gateway-42.us-west1.run.app')]));
    writeFileSync(join(folder, 'state'), 'made');
    rmSync(join(folder, 'calls'));
    const second = run(...place, '--apply');
    expect(second.status).toBe(0);
    expect(calls().filter((line) => / create | mk /.test(line))).toEqual([]);
    expect(second.stdout).not.toMatch(/^waits/m);
  });

  it('takes how long requests are kept from where the gateway takes it', () => {
    const env = { RAW_EXPIRY_DAYS: '45' };
    expect(run(...place).stdout).toContain(`--time_partitioning_expiration=${90 * 86_400} `);
    expect(runWith(env, ...place).stdout).toContain(`--time_partitioning_expiration=${45 * 86_400} `);
    const { status, stderr } = runWith({ RAW_EXPIRY_DAYS: '7' }, ...place);
    expect([status, stderr]).toEqual([1, expect.stringContaining('RAW_EXPIRY_DAYS') as string]);
  });

  it('says that nobody may call the gateway yet when no caller is named', () => {
    expect(run(...place).stdout).toContain('name the account of Django with --caller');
    expect(run(...place, '--caller', 'django@demo.example').stdout).not.toContain('Nobody but');
  });

  it('names everything that cannot be, and runs nothing', () => {
    install();
    const { status, stderr } = run('--project', 'my project', '--region', 'west', '--apply');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--project is the id of .*\n--region is a region, such as us-west1\./);
    expect(existsSync(join(folder, 'calls'))).toBe(false);
  });

  it('ends quietly when nobody reads on', () => {
    const command = `${process.execPath} node_modules/tsx/dist/cli.mjs tools/provision.ts ${place.join(' ')} | head -1`;
    const { stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
    expect([stdout.slice(0, 2), stderr]).toEqual(['# ', '']);
  });

  it('asks for project and region', () => {
    expect(run('--project', 'demo')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--region'),
    });
  });
});
