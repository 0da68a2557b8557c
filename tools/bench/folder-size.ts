import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Bytes of all files below a folder. */
export const bytesBelow = (folder: string): number =>
  filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);

/** Bytes of one installed package, without those that are installed below it. */
const packageBytes = (place: string): number =>
  filesBelow(place)
    .filter((file) => !file.slice(place.length).includes('/node_modules/'))
    .reduce((sum, file) => sum + statSync(file).size, 0);

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Bytes that the packages of a deploy folder's lock file take, as they are installed in the workspace. */
export function packagesBytes(folder: string): number {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as LockFile;
  return Object.keys(lock.packages)
    .filter((place) => place !== '' && statSync(place, { throwIfNoEntry: false }) !== undefined)
    .reduce((sum, place) => sum + packageBytes(place), 0);
}
