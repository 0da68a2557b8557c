/** What a shortened number is multiplied with, by the letters behind it in the interface's languages. */
const SCALES: Readonly<Record<string, number>> = {
  k: 1_000,
  'tsd.': 1_000,
  tsd: 1_000,
  mil: 1_000,
  'tys.': 1_000,
  tys: 1_000,
  b: 1_000,
  bin: 1_000,
  m: 1_000_000,
  'mio.': 1_000_000,
  mio: 1_000_000,
  mln: 1_000_000,
  mn: 1_000_000,
  万: 10_000,
};

const NUMBER = /(\d[\d.,'’\s]*)\s*([\p{L}]+\.?)?/u;
/** Thousands in groups of three: the separator is no decimal point. */
const GROUPED = /^\d{1,3}([.,'’\s]\d{3})+$/u;

/**
 * The whole number that a text shows: `2,948 reactions`, `1.234`, `12 345`, `2.3K`. Undefined when it shows none, or a
 * fraction that is no shortened number.
 */
export function countIn(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const [, digits, suffix] = NUMBER.exec(plain) ?? [];
  if (digits === undefined) return undefined;
  const number = digits.trim().replace(/[.,'’]$/u, '');
  const scale = SCALES[(suffix ?? '').toLowerCase()] ?? 1;
  if (GROUPED.test(number) && (scale === 1 || /\s/u.test(number)))
    return Number(number.replaceAll(/\D/gu, '')) * scale;
  const value = Number(number.replaceAll(/\s/gu, '').replace(',', '.')) * scale;
  const whole = Math.round(value);
  return Number.isFinite(value) && Math.abs(value - whole) < 1e-6 && Number.isSafeInteger(whole)
    ? whole
    : undefined;
}
