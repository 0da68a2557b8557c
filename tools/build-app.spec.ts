import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const tsx = resolve('node_modules/.bin/tsx');
const tool = resolve('tools/build-app.ts');

const probe = `
import { createServer } from 'node:http';
import { http } from '@google-cloud/functions-framework';
import { z } from 'zod';
http('probe', (_request, response) => { response.end('ok'); });
export const engines = () => Promise.all([import('@duckdb/node-api'), import('@google-cloud/tasks')]);
const { GoogleAuth } = await import('google-auth-library');
class ProbeError extends Error { override name = ProbeError.name; }
console.log(typeof GoogleAuth, typeof createServer, new ProbeError('x').name, z.string().safeParse(1).error?.message);
`;

describe('build-app', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'build-app-'));
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
    copyFileSync('package-lock.json', join(root, 'package-lock.json'));
    mkdirSync(join(root, 'apps/probe/src'), { recursive: true });
    writeFileSync(join(root, 'apps/probe/src/main.ts'), probe);
    execFileSync(tsx, [tool, 'probe'], { cwd: root });
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const built = (...path: string[]): string => join(root, 'dist/apps/probe', ...path);

  it('pins in the manifest what stays outside and is shipped: the embedded engine is not', () => {
    const versionOf = (name: string): unknown =>
      (JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')) as { version: string })
        .version;
    expect(JSON.parse(readFileSync(built('package.json'), 'utf8'))).toEqual({
      name: '@userport/probe',
      version: '0.0.0',
      private: true,
      type: 'module',
      main: 'main.js',
      engines: { node: '>=22' },
      dependencies: {
        '@google-cloud/functions-framework': versionOf('@google-cloud/functions-framework'),
        '@google-cloud/tasks': versionOf('@google-cloud/tasks'),
      },
    });
  });

  it('locks what the manifest reaches, and nothing else', () => {
    const { packages } = JSON.parse(readFileSync(built('package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean }>;
    };
    expect(Object.keys(packages)).toEqual(expect.arrayContaining(['', 'node_modules/google-gax']));
    expect(Object.keys(packages)).not.toContain('node_modules/jest');
    expect(Object.values(packages).some(({ dev }) => dev)).toBe(false);
  });

  it('puts what is loaded on first use into chunks of its own', () => {
    const [chunk] = readdirSync(built('chunks')).filter((name) => name.startsWith('google-auth-library'));
    expect(chunk).toBeDefined();
    expect(readFileSync(built('main.js'), 'utf8')).toContain(`import("./chunks/${chunk}")`);
  });

  it('loads the platform without its ES facade, and one language of zod', () => {
    const main = readFileSync(built('main.js'), 'utf8');
    expect(main).not.toMatch(/from ?"(node:)?http"/);
    expect(main).toContain('Invalid input: expected');
    expect(main).not.toContain('Entrée invalide');
  });

  it('starts, finds the names of a CommonJS package loaded on first use, and keeps the names of errors', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [built('main.js')], { encoding: 'utf8' });
    expect([stdout.split('[')[0], stderr]).toEqual(['function function ProbeError ', '']);
    expect(stdout).toContain('expected string, received number');
  });
});

it('says what is missing when no app is named', () => {
  const { status, stderr } = spawnSync(tsx, [tool], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'Say which app: tsx tools/build-app.ts custom-column\n']);
});
