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
  const functions = (): string[] => apps().filter((app) => existsSync(file(`apps/${app}/src/function.ts`)));
  const provider = (): string | undefined =>
    readdirSync(file('libs/providers/src')).find((one) =>
      existsSync(file(`libs/providers/src/${one}/index.ts`)),
    );

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
    // At least one function imports a provider, whichever do so in the tree.
    appendFileSync(
      file(`apps/${functions()[0]}/src/main.ts`),
      `import '@userport/providers/${provider()}';\n`,
    );
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
    'deploys the one app that was touched, built first',
    () => {
      const [app = ''] = functions();
      const { status, output, deployed } = deployedAfter(`apps/${app}/src/main.ts`);
      expect([status, deployed]).toEqual([0, [app]]);
      expect(output).toMatch(new RegExp(`built ${app}[^]*gcloud run deploy ${app} .*--function=${app} `));
    },
    LONG_MS,
  );

  it(
    'deploys the apps that import a provider when one was touched',
    () => {
      const importing = appsThatImport(/@userport\/providers\//);
      expect(importing).toContain(functions()[0]);
      expect(importing).not.toContain('gateway');
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
