import type { JsonObject } from '@userport/contracts';
import type { ModelNotice } from './model-dates';
import type { Probed, VendorState } from './probe-vendor';

const price = (usd: number | null | undefined): string => {
  if (usd === undefined) return 'no probe';
  if (usd === null) return 'price not known';
  return usd === 0 ? 'free' : `about $${usd.toFixed(5)}`;
};

const reachable = (probed: Probed | undefined, hasKey: boolean): string => {
  if (!hasKey) return 'not asked: no key';
  if (probed === undefined) return 'not asked';
  return probed.reached ? `yes, ${Math.round(probed.tookMs)} ms` : 'no, see below';
};

/** What went wrong with a probe, a line each: a sentence is no cell of a table. */
const problemLines = (states: readonly VendorState[]): string[] =>
  states.flatMap(({ title, probed }) =>
    probed?.reached === false ? [`${title}: ${probed.problem.replace(`${title}: `, '')}`] : [],
  );

const balance = (probed: Probed | undefined): string =>
  probed?.reached === true ? (probed.told.balance ?? 'not told') : '';

const asColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** What the probes will cost, told before any is made. */
export const priceLine = (states: readonly VendorState[]): string =>
  `Probing: ${
    states
      .filter(({ hasKey, probeUsd }) => hasKey && probeUsd !== undefined)
      .map(({ title, probeUsd }) => `${title} (${price(probeUsd)})`)
      .join(', ') || 'nobody, since no key is set'
  }.`;

/** Vendors and model names as tables for people. */
export function asText(states: readonly VendorState[], notices: readonly ModelNotice[]): string {
  const vendors = states.map(({ title, keyVariable, hasKey, probeUsd, probed }) => [
    title,
    keyVariable,
    hasKey ? 'set' : 'not set',
    reachable(probed, hasKey),
    balance(probed),
    price(probeUsd),
  ]);
  const models = notices.map(({ model, namedBy, shutsDownOn, what }) => [
    model,
    namedBy,
    shutsDownOn ?? 'unknown',
    what,
  ]);
  const problems = problemLines(states);
  return [
    ...asColumns([['vendor', 'variable', 'key', 'reachable', 'balance', 'a probe costs'], ...vendors]),
    '',
    ...problems,
    ...(problems.length === 0 ? [] : ['']),
    ...(models.length === 0
      ? ['No model name in use is about to be shut down.']
      : asColumns([['model', 'named by', 'shuts down', 'what then'], ...models])),
  ].join('\n');
}

/** The same as one JSON document. */
export const asJson = (states: readonly VendorState[], notices: readonly ModelNotice[]): JsonObject => ({
  name: 'providers',
  vendors: states.map(({ title, keyVariable, hasKey, probeUsd, probed }) => ({
    vendor: title,
    variable: keyVariable,
    has_key: hasKey,
    // A billionth of a dollar: below it is only the noise of fractions.
    probe_usd: probeUsd == null ? null : Math.round(probeUsd * 1e9) / 1e9,
    reachable: probed?.reached ?? null,
    problem: probed?.reached === false ? probed.problem : null,
    took_ms: probed?.reached === true ? Math.round(probed.tookMs) : null,
    balance: probed?.reached === true ? (probed.told.balance ?? null) : null,
  })),
  models: notices.map(({ model, namedBy, shutsDownOn, what }) => ({
    model,
    named_by: namedBy,
    shuts_down_on: shutsDownOn,
    what,
  })),
});
