/** What kind of company it is, in the words that the profiles of LinkedIn use. */
export type CompanyType =
  'Privately Held' | 'Public Company' | 'Nonprofit' | 'Partnership' | 'Government Agency';

/** A kind, the names that a model may give it, and the words of pages that say it. */
export interface CompanyTypeWords {
  readonly value: CompanyType;
  /** In lower case. */
  readonly names: readonly string[];
  readonly words: RegExp;
}

const said = (...words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}-])(?:${words.join('|').replaceAll(' ', '\\s+')})(?![\\p{L}\\p{N}])`, 'iu');

/** The word table of company kinds. */
export const COMPANY_TYPES: readonly CompanyTypeWords[] = [
  {
    value: 'Privately Held',
    names: ['privately held', 'private', 'private company', 'privately owned'],
    words: said(
      ...[
        'privately held',
        'privately owned',
        'private company',
        'family-owned',
        'family owned',
        'owner-managed',
      ],
      ...[
        'familiengef\u00fchrt\\p{L}*',
        'inhabergef\u00fchrt\\p{L}*',
        'familienunternehmen',
        'in privatbesitz',
      ],
      ...[
        'entreprise familiale',
        'empresa familiar',
        'familiebedrijf',
        'azienda familiare',
        'impresa familiare',
      ],
    ),
  },
  {
    value: 'Public Company',
    names: ['public company', 'public', 'publicly traded', 'listed company', 'publicly held'],
    words: said(
      ...[
        'publicly traded',
        'publicly listed',
        'public company',
        'listed on (?:the )?(?:[\\p{L}\\p{N}]+ ){0,3}(?:exchange|nasdaq|nyse|euronext|xetra|dax|aim)',
        'stock exchange',
        'nasdaq',
        'nyse',
      ],
      ...[
        'b\u00f6rsennotiert\\p{L}*',
        'an der b\u00f6rse',
        'cot\u00e9e? en bourse',
        'cotiza en',
        'cotizada',
        'listada na',
      ],
      ...['beursgenoteerd\\p{L}*', 'quotata', 'capital aberto'],
    ),
  },
  {
    value: 'Nonprofit',
    names: ['nonprofit', 'non-profit', 'not for profit', 'charity'],
    words: said(
      ...[
        'non-?profit',
        'not-for-profit',
        'not for profit',
        'charity',
        'gemeinn\u00fctzig\\p{L}*',
        '\u00e0 but non lucratif',
      ],
      ...[
        'sin \u00e1nimo de lucro',
        'sin fines de lucro',
        'sem fins lucrativos',
        'zonder winstoogmerk',
        'senza scopo di lucro',
      ],
    ),
  },
  {
    value: 'Partnership',
    names: ['partnership', 'limited partnership'],
    words: said('limited partnership', 'limited liability partnership', 'employee-owned partnership'),
  },
  {
    value: 'Government Agency',
    names: ['government agency', 'government', 'public authority'],
    words: said(
      'government agency',
      'federal agency',
      'state-owned agency',
      'bundesbeh\u00f6rde',
      'agence publique',
    ),
  },
];
