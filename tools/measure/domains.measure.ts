import { registrableDomain } from '@userport/contracts/website';
import checks from '../../libs/contracts/src/website.cases.json';
import type { Row } from '../bench/report';

/** How many of the Public Suffix List's own checks hold: https://github.com/publicsuffix/list, tests/test_psl.txt. */
export function measure(say: (text: string) => void): Promise<Row[]> {
  const wrong = checks.filter(([host, domain]) => registrableDomain(host ?? '') !== domain);
  for (const [host, domain] of wrong) say(`${String(host)}: ${String(domain)} expected`);
  const hold = checks.length - wrong.length;
  return Promise.resolve([
    { what: 'checks of the Public Suffix List that hold', value: hold, unit: 'of 82', least: 82 },
  ]);
}
