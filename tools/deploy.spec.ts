import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ScratchCopy, scratchCopy } from './scaffold/testing';

/** Copying the tree and asking Nx several times what a change reaches. */
const LONG_MS = 180_000;

describe('npx nx affected -t deploy', () => {
  let copy: ScratchCopy;
  const git = (...args: string[]): string =>
    copy.run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args).output;
  const file = (path: string): string => join(copy.root, path);
  const apps = (): string[] => readdirSync(file('apps')).sort();

  beforeAll(() => {
    copy = scratchCopy();
    // What is deployed is the point; building it is shown elsewhere and takes its time.
    const nx = JSON.parse(readFileSync(file('nx.json'), 'utf8')) as {
      targetDefaults: { build: { options: object; cache: boolean } };
    };
    nx.targetDefaults.build = {
      ...nx.targetDefaults.build,
      options: { command: 'echo built {projectName}' },
      cache: false,
    };
    writeFileSync(file('nx.json'), JSON.stringify(nx));
    // One app, and no other, uses a provider from here on, whatever they do in the tree.
    for (const app of apps().filter((one) => existsSync(file(`apps/${one}/src/function.ts`)))) {
      const main = file(`apps/${app}/src/main.ts`);
      if (app === 'custom-column') appendFileSync(main, "import '@userport/providers/jina';\n");
    }
    git('add', '-A');
    git('commit', '-q', '-m', 'a start');
  }, LONG_MS);
  afterAll(() => copy.remove());

  /** Touches a file and answers the apps whose deployment is printed, with what is printed. */
  const deployedAfter = (path: string) => {
    appendFileSync(file(path), '\n// touched\n');
    const { status, output } = copy.run('nx', 'affected', '-t', 'deploy', '--base=HEAD', '--dry-run');
    git('checkout', '--', path);
    const deployed = [...output.matchAll(/^gcloud run deploy ([\w-]+) /gm)].map(([, app = '']) => app).sort();
    return { status, output, deployed };
  };

  /** Apps whose sources name something. */
  const appsThatImport = (what: RegExp): string[] =>
    apps().filter((app) =>
      readdirSync(file(`apps/${app}/src`), { recursive: true, encoding: 'utf8' })
        .filter((one) => one.endsWith('.ts'))
        .some((one) => what.test(readFileSync(file(`apps/${app}/src/${one}`), 'utf8'))),
    );

  it(
    'deploys the one app that was touched, built first, with its own command',
    () => {
      const { status, output, deployed } = deployedAfter('apps/custom-column/src/main.ts');
      expect([status, deployed]).toEqual([0, ['custom-column']]);
      expect(output.indexOf('built custom-column')).toBeLessThan(output.indexOf('gcloud run deploy'));
      expect(output).toContain('--set-secrets=GEMINI_API_KEY=GEMINI_API_KEY:latest');
    },
    LONG_MS,
  );

  it(
    'deploys the apps that import a provider when one was touched',
    () => {
      const importing = appsThatImport(/@userport\/providers\//);
      expect(importing).toContain('custom-column');
      expect(deployedAfter('libs/providers/src/paid-call.ts').deployed).toEqual(importing);
    },
    LONG_MS,
  );

  it(
    'deploys every app when the runner was touched',
    () => {
      expect(deployedAfter('libs/runner/src/run-task.ts').deployed).toEqual(apps());
    },
    LONG_MS,
  );

  it(
    'deploys nothing when a document was touched',
    () => {
      appendFileSync(file('CHANGELOG.md'), '\n');
      expect(deployedAfter('CHANGELOG.md').deployed).toEqual([]);
    },
    LONG_MS,
  );
});
