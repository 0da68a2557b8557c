/**
 * Legal forms at the end of a name, without dots and spaces, in lower case; the longest fits first. By the registers of
 * the countries that they are named for.
 */
const ENDINGS = [
  // US, CA
  ...[
    'incorporated',
    'inc',
    'llc',
    'lllp',
    'llp',
    'lp',
    'pllc',
    'corporation',
    'corp',
    'company',
    'co',
    'pc',
  ],
  // GB, IE, IN, AU, SG, ZA
  ...['publiclimitedcompany', 'limited', 'ltd', 'plc', 'cic', 'dac', 'clg', 'teoranta', 'teo'],
  ...['privatelimited', 'pvtltd', 'pteltd', 'ptyltd', 'pty', 'pte', 'pvt', 'colimited', 'coltd', 'coinc'],
  // DE, AT, CH
  ...['gmbh&cokg', 'gmbh&cokgaa', 'ug&cokg', 'ag&cokg', 'se&cokg', 'gmbh', 'mbh', 'ggmbh', 'ag', 'se', 'kg'],
  ...['kgaa', 'ohg', 'gbr', 'ev', 'eg', 'ek', 'ug', 'ughaftungsbeschränkt', 'gesmbh', 'sàrl'],
  // FR, BE, LU, CH
  ...['sas', 'sasu', 'sarl', 'eurl', 'sa', 'snc', 'sci', 'scop', 'sca', 'srl', 'sprl', 'nv/sa', 'sa/nv'],
  // ES, MX, CO, AR
  ...['sl', 'slu', 'sau', 'slne', 'scoop', 'sadecv', 'sapidecv', 'sderldecv', 'spa'],
  // PT, BR
  ...['lda', 'limitada', 'ltda', 'unipessoallda', 'eireli', 'sgps', 'me', 'epp', 's/a'],
  // IT
  ...['srls', 'snc', 'sas', 'scarl', 'scrl', 'sapa'],
  // NL, BE
  ...['bv', 'nv', 'vof', 'cv', 'bvba', 'cvba', 'vzw'],
  // SE, NO, DK, FI
  ...['ab', 'abpubl', 'hb', 'kb', 'as', 'asa', 'ans', 'a/s', 'aps', 'i/s', 'k/s', 'oy', 'oyj', 'ky', 'tmi'],
  // PL, CZ, SK, HU, RO
  ...['spzoo', 'spółkazoo', 'spk', 'spj', 'sro', 'as', 'spolsro', 'kft', 'zrt', 'nyrt', 'bt'],
  // JP, KR, CN, MY
  ...['kk', 'kabushikikaisha', 'gk', 'godokaisha', 'colimited', 'sdnbhd', 'bhd'],
] as const;

const FORMS = new Set<string>(ENDINGS);
/** Words of the longest form: `S.A.P.I. de C.V.` with spaces between its letters is not written. */
const MOST_FORM_WORDS = 6;

/** Forms that stand before the name. */
const LEADING = /^(?:株式会社|合同会社|有限会社|주식회사|\(주\)|㈜|pt\.?\s|ooo\s|ооо\s|пао\s|ао\s)\s*/iu;
const TRAILING = /\s*(?:株式会社|合同会社|有限会社|주식회사|\(주\)|㈜|有限公司|股份有限公司|有限责任公司)$/u;

/** Spellings of one letter that are written both ways. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

const tidy = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\u2018\u2019\u00b4`]/g, "'")
    .replaceAll(/\s+/gu, ' ')
    .trim();

const formKey = (words: readonly string[]): string =>
  words
    .join('')
    .toLowerCase()
    .replaceAll(/[.,()\s]/g, '')
    .replaceAll('+', '&');

/** Drops one legal form at the end; the same name when it has none. */
function withoutEnding(name: string): string {
  const words = name.split(' ');
  for (let count = Math.min(MOST_FORM_WORDS, words.length - 1); count > 0; count -= 1) {
    if (FORMS.has(formKey(words.slice(-count)))) {
      const rest = words.slice(0, -count).join(' ');
      return rest.replace(/[\s,\u2013-]+$/u, '').replace(/\s(?:&|and)$/iu, '');
    }
  }
  return name;
}

/** A name without its legal form, in its own spelling: `Zweibach Präzision` of `Zweibach Präzision GmbH & Co. KG`. */
export function bareName(name: string): string {
  const whole = tidy(name).replace(LEADING, '').replace(TRAILING, '');
  const once = withoutEnding(whole);
  return withoutEnding(once) || once || whole;
}

/** Letters and digits alone, without marks and case; `&` is a word. */
const folded = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll(/[ßæœøłđı]/g, (letter) => SPELLINGS[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’]/g, '')
    .replaceAll(/&|\+|(?<!\p{L})(?:and|und|et|y|e|en|og|och|ja)(?!\p{L})/gu, ' & ')
    .replaceAll(/[^\p{L}\p{N}&]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');

/** What German writes for its umlauts where it has none. */
const withoutUmlauts = (name: string): string =>
  name.replaceAll(/ä/gi, 'ae').replaceAll(/ö/gi, 'oe').replaceAll(/ü/gi, 'ue');

const keysOf = (name: string): string[] => {
  const bare = bareName(name);
  return [bare, withoutUmlauts(bare)].map((one) => folded(one).join(''));
};

/**
 * How two names are alike. `same`: after case, marks, spaces and legal forms. `contained`: the words of one begin the
 * other (`Quarrystone` and `Quarrystone Software`), which may be the same company or its neighbour. `different`: all else.
 */
export type NameMatch = 'same' | 'contained' | 'different';

/** Compares two company names in any legal form. An empty name is like no other. */
export function compareNames(a: string, b: string): NameMatch {
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  if (keysA.every((key) => key === '') || keysB.every((key) => key === '')) return 'different';
  if (keysA.some((key) => keysB.includes(key))) return 'same';
  const [short, long] = [folded(bareName(a)), folded(bareName(b))].sort((x, y) => x.length - y.length) as [
    string[],
    string[],
  ];
  return short.length > 0 && short.every((word, index) => word === long[index]) ? 'contained' : 'different';
}
