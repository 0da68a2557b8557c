/** The units in which LinkedIn tells an age. */
export type AgeUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

/** The languages whose ages are read; any other is "unknown". */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'nl', 'it', 'pl', 'tr', 'ja'] as const;

/** One of {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

type Units = Readonly<Record<AgeUnit, string>>;

/**
 * The words behind the number, by language and unit, without a final dot. A word may stand for two units: an English
 * `m` is a minute, and has been seen for a month whose text was cut (`6m` beside a post of seven months).
 */
export const UNIT_WORDS: Readonly<Record<Language, Units>> = {
  en: {
    second: 's sec secs second seconds',
    minute: 'm min mins minute minutes',
    hour: 'h hr hrs hour hours',
    day: 'd day days',
    week: 'w wk wks week weeks',
    month: 'mo mos month months m',
    year: 'y yr yrs year years',
  },
  de: {
    second: 's sek sekunde sekunden',
    minute: 'min minute minuten',
    hour: 'h std stunde stunden',
    day: 't tg tag tage tagen',
    week: 'w wo woche wochen',
    month: 'm mon monat monate monaten',
    year: 'j jahr jahre jahren',
  },
  fr: {
    second: 's seconde secondes',
    minute: 'min minute minutes',
    hour: 'h heure heures',
    day: 'j jour jours',
    week: 'sem semaine semaines',
    month: 'mois',
    year: 'an ans année années',
  },
  es: {
    second: 's segundo segundos',
    minute: 'min minuto minutos',
    hour: 'h hora horas',
    day: 'd día días dia dias',
    week: 'sem semana semanas',
    month: 'm mes meses',
    year: 'a año años',
  },
  pt: {
    second: 's segundo segundos',
    minute: 'min minuto minutos',
    hour: 'h hora horas',
    day: 'd dia dias',
    week: 'sem semana semanas',
    month: 'm mês meses',
    year: 'a ano anos',
  },
  nl: {
    second: 's seconde seconden',
    minute: 'm min minuut minuten',
    hour: 'u uur uren',
    day: 'd dag dagen',
    week: 'w wk week weken',
    month: 'mnd maand maanden',
    year: 'j jr jaar',
  },
  it: {
    second: 's secondo secondi',
    minute: 'min minuto minuti',
    hour: 'h ora ore',
    day: 'g giorno giorni',
    week: 'sett settimana settimane',
    month: 'm mese mesi',
    year: 'a anno anni',
  },
  pl: {
    second: 's sek sekunda sekundy sekund sekundę',
    minute: 'min minuta minuty minut minutę',
    hour: 'h godz godzina godziny godzin godzinę',
    day: 'd dzień dni',
    week: 'tyg tydzień tygodnie tygodni',
    month: 'mies miesiąc miesiące miesięcy',
    year: 'r rok lata lat',
  },
  tr: {
    second: 'sn saniye',
    minute: 'd dk dakika',
    hour: 's sa saat',
    day: 'g gün',
    week: 'h hf hafta',
    month: 'a ay',
    year: 'y yıl',
  },
  ja: {
    second: '秒 秒前',
    minute: '分 分前',
    hour: '時間 時間前',
    day: '日 日前',
    week: '週 週間 週間前',
    month: 'か月 ヶ月 カ月 ヵ月 か月前 ヶ月前 カ月前 ヵ月前',
    year: '年 年前',
  },
};

/**
 * What stands around a spelled age, alternatives parted by `|`: "2 days ago", "vor 2 Tagen". It names the language
 * where the unit does not.
 */
export const AROUND_WORDS: Readonly<Record<Language, string>> = {
  en: 'ago',
  de: 'vor',
  fr: 'il y a',
  es: 'hace',
  pt: 'há|atrás',
  nl: 'geleden',
  it: 'fa',
  pl: 'temu',
  tr: 'önce',
  ja: '前',
};

/** "Just now", whole. */
export const NOW_WORDS: Readonly<Record<Language, string>> = {
  en: 'now|just now',
  de: 'jetzt|gerade eben',
  fr: 'maintenant|à l’instant|à linstant',
  es: 'ahora|ahora mismo',
  pt: 'agora|agora mesmo',
  nl: 'nu|zojuist',
  it: 'adesso|ora',
  pl: 'teraz|przed chwilą',
  tr: 'şimdi|az önce',
  ja: '今|たった今',
};

/** Beside the age of a post that was changed afterwards. */
export const EDITED_WORDS: ReadonlySet<string> = new Set([
  ...['edited', 'bearbeitet', 'modifié', 'editado', 'bewerkt', 'modificato'],
  ...['edytowano', 'edytowane', 'düzenlendi', '編集済み', 'editada', 'modifiée'],
]);

/** In place of the age, or of the headline, of a paid card. */
export const SPONSORED_WORDS: ReadonlySet<string> = new Set([
  ...['promoted', 'sponsored', 'anzeige', 'gesponsert', 'sponsorisé', 'promocionado', 'patrocinado'],
  ...['promovido', 'gesponsord', 'gepromoot', 'sponsorizzato', 'promosso', 'treść promowana', 'promowane'],
  ...['öne çıkarılan', 'tanıtılan içerik', 'sponsorlu', 'プロモーション', '広告'],
]);
