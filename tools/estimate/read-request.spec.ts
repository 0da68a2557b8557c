import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRequest } from './read-request';

describe('readRequest', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'request-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = (text: string): string => {
    writeFileSync(join(folder, 'request.json'), text);
    return join(folder, 'request.json');
  };

  it('reads what a create call would carry', () => {
    expect(readRequest(file('{"entity_ids":["a"]}'))).toEqual({ entity_ids: ['a'] });
  });

  it('names a file that is not there, and one that is no JSON', () => {
    expect(() => readRequest(join(folder, 'none.json'))).toThrow(/none\.json cannot be read \(ENOENT\)/);
    expect(() => readRequest(file('{"half'))).toThrow(/request\.json is no JSON\.$/);
  });
});
