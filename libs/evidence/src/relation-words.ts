import { type WordList, wordList } from './word-lists';

/** What says that two companies are after the same buyers. */
export const COMPETES: WordList = wordList({
  en: 'compete competes competing competitor competitors faces_competition rival rivals alternative alternatives vs versus',
  de: 'wettbewerber* konkurriert konkurrieren konkurrent* alternative* mitbewerber*',
  fr: 'concurrence concurrent* rival* rivaux alternative*',
  es: 'compite compiten competidor* rival* alternativa*',
  pt: 'concorre concorrem concorrente* compete competem rival* alternativa*',
  nl: 'concurreert concurreren concurrent* alternatie*',
  it: 'compete competono concorrent* rival* alternativ*',
});

/** What the one does who sells. */
export const SELLS: WordList = wordList({
  en: 'serves supplies supplied counts delivers delivered equips equipped',
  de: 'beliefert liefert lieferte z\u00e4hlt betreut',
  fr: 'fournit livre \u00e9quipe compte',
  es: 'suministra abastece cuenta equipa',
  pt: 'fornece abastece conta equipa',
  nl: 'levert bedient telt',
  it: 'fornisce rifornisce conta serve',
});

/** What the one does who buys. */
export const BUYS: WordList = wordList({
  en: 'uses use using chose chosen selected deployed deploys relies trusts adopted installed runs',
  de: 'nutzt nutzen setzt verwendet vertraut w\u00e4hlte',
  fr: 'utilise utilisent choisi',
  es: 'usa utiliza utilizan eligi\u00f3',
  pt: 'usa utiliza utilizam escolheu',
  nl: 'gebruikt gebruiken koos',
  it: 'usa utilizza utilizzano scelto',
});

/** The same where the company's name may be what is bought: it must stand behind "from". */
export const ORDERS: WordList = wordList({
  en: 'buys bought ordered orders purchased purchases',
  de: 'bestellt* kaufte bezieht bezog',
  fr: 'command* achet\u00e9 ach\u00e8te',
  es: 'compr\u00f3 compra pidi\u00f3',
  pt: 'comprou compra encomendou',
  nl: 'bestelde kocht koopt',
  it: 'acquistato compra ordinato',
});

/** From whom. */
export const FROM: WordList = wordList({
  en: 'from of',
  de: 'von bei',
  fr: "de chez d' aupr\u00e8s",
  es: 'de a',
  pt: 'de da do',
  nl: 'van bij',
  it: 'di da dalla',
});

/** What joins a word for many to their names: "customers include". */
export const NAMES_THEM: WordList = wordList({
  en: 'include includes including are is such_as like namely among',
  de: 'sind ist wie z\u00e4hlen geh\u00f6ren darunter n\u00e4mlich',
  fr: 'sont est comme comprennent notamment dont',
  es: 'son es como incluyen entre',
  pt: 's\u00e3o \u00e9 como incluem entre',
  nl: 'zijn is zoals waaronder omvatten',
  it: 'sono \u00e8 come includono tra',
});

/** What ends a business with somebody. */
export const ENDED: WordList = wordList({
  en: 'stopped ended cancelled canceled dropped left leaves switched lost terminated sued replaced over',
  de: 'beendet* gek\u00fcndigt verlor* gewechselt verklagt* ersetzt*',
  fr: 'arr\u00eat\u00e9 r\u00e9sili\u00e9 quitt\u00e9 perdu remplac\u00e9 poursuivi',
  es: 'dej\u00f3 cancel\u00f3 perdi\u00f3 reemplaz\u00f3 demand\u00f3',
  pt: 'deixou cancelou perdeu substituiu processou',
  nl: 'gestopt opgezegd verloor verving aangeklaagd',
  it: 'smesso disdetto perso sostituito citato',
});

/** With whom one competes. */
export const AGAINST: WordList = wordList({
  en: 'of with to for',
  de: 'von mit der des zu',
  fr: "de avec d' \u00e0",
  es: 'de con a',
  pt: 'de com a da do',
  nl: 'van met voor',
  it: 'di con a',
});

/** What is told of somebody, and not given to him. */
export const ABOUT_IT: WordList = wordList({
  en: 'about on of regarding against',
  de: '\u00fcber von gegen zu',
  fr: 'sur contre concernant',
  es: 'sobre contra',
  pt: 'sobre contra',
  nl: 'over tegen',
  it: 'su sul contro',
});
