import type { Row } from '../bench/report';
import type { Line } from './line';

/** One line for people. */
export function textOf({ section, what, struck, resent, paidAgain, faults, note }: Line): string {
  const counts = [
    ...(resent > 0 ? [`${resent} sent again`] : []),
    ...(paidAgain > 0 ? [`${paidAgain} paid again`] : []),
  ];
  const told = [note, ...counts].filter((text) => text !== '').join(', ');
  const verdict = faults.length > 0 ? 'FAULT' : struck ? 'ok' : '-';
  const faultLines = faults.map((fault) => `\n           ${fault}`).join('');
  return `${section.padEnd(9)}${verdict.padEnd(6)}${what.padEnd(52)} ${told}${faultLines}`;
}

const sum = (lines: readonly Line[], count: (line: Line) => number): number =>
  lines.reduce((total, line) => total + count(line), 0);

/** The table at the end. */
export function rowsOf(lines: readonly Line[], seconds: number, mostSeconds?: number): Row[] {
  const struckIn = (section: string) =>
    lines.filter((line) => line.section === section && line.struck).length;
  return [
    { what: 'kill points (SIGKILL, before and after)', value: struckIn('kill'), unit: 'points' },
    { what: 'stops past the lease, with a second delivery', value: struckIn('stop'), unit: 'points' },
    {
      what: 'other faults',
      value: lines.filter(({ struck }) => struck).length - struckIn('kill') - struckIn('stop'),
      unit: 'runs',
    },
    { what: 'values and pages lost', value: sum(lines, ({ lost }) => lost), unit: '', limit: 0 },
    { what: 'bodies altered', value: sum(lines, ({ altered }) => altered), unit: '', limit: 0 },
    {
      what: 'applied twice by the reference receiver',
      value: sum(lines, ({ twice }) => twice),
      unit: '',
      limit: 0,
    },
    {
      what: 'lines with a fault',
      value: lines.filter(({ faults }) => faults.length > 0).length,
      unit: '',
      limit: 0,
    },
    {
      what: 'pages sent again, same id and bytes, before their acceptance was written down',
      value: sum(lines, ({ resent }) => resent),
      unit: 'pages',
    },
    {
      what: 'calls paid again that were in flight',
      value: sum(lines, ({ paidAgain }) => paidAgain),
      unit: 'calls',
    },
    { what: 'time', value: seconds, unit: 's', ...(mostSeconds === undefined ? {} : { limit: mostSeconds }) },
  ];
}
