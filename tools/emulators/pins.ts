import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is run to make one emulator, and with which of the two toolchains. */
export interface Installation {
  /** Folder below that of all emulators. */
  readonly name: string;
  readonly toolchain: 'cargo' | 'python';
  /** What it stands for, for people. */
  readonly about: string;
  /** Roughly how long it takes on two cores, for people. */
  readonly takes: string;
  /** The packages with their versions, as the toolchain's own client takes them. */
  readonly packages: readonly string[];
  /** Its executable below the folder. */
  readonly executable: string;
}

/**
 * The emulators of Google's services, none of them ours, at the versions that the suites were run with. The engine
 * behind the tables wants two extensions that its newest version offers on no registry, hence its pin.
 */
export const installations: readonly Installation[] = [
  {
    name: 'cloud-tasks',
    toolchain: 'cargo',
    about: 'Cloud Tasks: queues, headers, ID tokens, back-off, memory of names',
    takes: '3 minutes',
    packages: ['cloud-tasks-emulator@0.1.3'],
    executable: 'bin/cloud-tasks-emulator',
  },
  {
    name: 'bigquery-tables',
    toolchain: 'python',
    about: 'BigQuery: tables, parameters, writes, reads',
    takes: '1 minute',
    packages: [
      'bqemulator==1.4.0',
      'duckdb==1.5.5',
      'duckdb-extensions==1.5.5',
      'duckdb-extension-spatial==1.5.5',
      'duckdb-extension-avro==1.5.5',
      'numpy==2.4.6',
    ],
    executable: 'bin/bqemulator',
  },
  {
    name: 'bigquery-jobs',
    toolchain: 'python',
    about: 'BigQuery: a job id is taken once',
    takes: '1 minute',
    packages: ['crucible-emulator[server]==0.1.0a2'],
    executable: 'bin/crucible',
  },
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Where programs of this user keep what can be made again, by platform. */
const cacheFolder = (environment: Environment, platform: NodeJS.Platform): string => {
  const given = environment['XDG_CACHE_HOME'] ?? '';
  if (given !== '') return given;
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return join(homedir(), '.cache');
};

/** The folder of all emulators, named by their pins: another version is another folder, a fresh clone finds the same. */
export function emulatorsFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const pins = installations.flatMap(({ packages }) => packages).join(' ');
  const word = createHash('sha256').update(pins).digest('hex').slice(0, 12);
  return join(cacheFolder(environment, platform), 'userport-workers', `emulators-${word}`);
}
