import type { Span } from './fold';
import { type Language, LANGUAGES } from './languages';

/** A closed list of words, ready to be looked for in a text of a language. */
export interface WordList {
  /** The words of the language and the English ones. */
  readonly of: Readonly<Record<Language, RegExp>>;
  /** The words of all languages, for a text whose language is not known. */
  readonly all: RegExp;
}

const escaped = (word: string): string =>
  word
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '\\p{L}*')
    .replaceAll('_', '\\s+');

const patternOf = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');

/** Portuguese for "in the": there the English word is none. */
const NOT_IN_PORTUGUESE = 'no';

/** A list from words parted by spaces; `_` stands for a space inside one, `*` at its end for any ending. */
export function wordList(words: Readonly<Record<Language, string>>): WordList {
  const patternIn = (language: Language): RegExp => {
    const english = words.en.split(' ').filter((word) => language !== 'pt' || word !== NOT_IN_PORTUGUESE);
    return patternOf([...new Set([...words[language].split(' '), ...english])]);
  };
  const of = Object.fromEntries(LANGUAGES.map((language) => [language, patternIn(language)]));
  return {
    of: of as Record<Language, RegExp>,
    all: patternOf([...new Set(LANGUAGES.flatMap((language) => words[language].split(' ')))]),
  };
}

const patternFor = (list: WordList, language: Language | undefined): RegExp =>
  language === undefined ? list.all : list.of[language];

/** True when a word of the list stands in the text. */
export const hasWord = (text: string, list: WordList, language: Language | undefined): boolean =>
  text.search(patternFor(list, language)) !== -1;

/** Where words of a list stand in a text. */
export const findWords = (text: string, list: WordList, language: Language | undefined): readonly Span[] =>
  [...text.matchAll(patternFor(list, language))].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
  }));

/** Words with which a company speaks of itself. `us` and `nos` are left out: a country, and "in the" in Portuguese. */
export const FIRST_PERSON: WordList = wordList({
  en: "we our ours ourselves we're we've",
  de: 'wir unser unsere unserem unseren unserer unseres uns',
  fr: 'nous notre',
  es: 'nosotros nosotras nuestro nuestra nuestros nuestras somos tenemos contamos empleamos estamos ofrecemos fabricamos desarrollamos recaudamos abrimos lanzamos presentamos inauguramos ganamos fundamos trabajamos',
  pt: 'n\u00f3s nosso nossa nossos nossas somos temos contamos empregamos estamos oferecemos fabricamos desenvolvemos captamos abrimos lan\u00e7amos apresentamos inauguramos ganhamos fundamos trabalhamos',
  nl: 'wij we onze ons',
  it: 'noi nostro nostra nostri nostre siamo abbiamo contiamo impieghiamo offriamo produciamo sviluppiamo',
});

/** Negation, and words of another time than now. */
export const NEGATION: WordList = wordList({
  en: "not no never none nor neither without cannot n't isn't aren't wasn't weren't don't doesn't didn't won't formerly former ex previously previous once until till unlike instead plan plans planned planning will would could might should shall aim aims aiming hope hopes expect expects expected intend intends target targets goal if unless rumoured rumored allegedly considers considering wants want seeks seek in_talks proposes proposed potentially possibly perhaps maybe used_to soon hypothetical* imagine fictional* for_example",
  de: 'nicht nie niemals kein* ohne weder ehemals ehemalig* fr\u00fcher* vormals einst bis anders plant planen geplant wird werden w\u00fcrde* soll sollen k\u00f6nnte* will wollen m\u00f6chte* ziel erwartet vermutlich angeblich statt falls wenn bald beispielsweise',
  fr: "ne n'* pas jamais aucun* sans ancien ancienne anciens anciennement autrefois auparavant jusqu'* contrairement pr\u00e9voit pr\u00e9voyons pr\u00e9vu pr\u00e9vus sera serons seront aura aurons auront vise visons objectif esp\u00e8re si serait pourrait",
  es: 'no nunca jam\u00e1s ning\u00fan ninguna sin tampoco antiguo antigua antes anterior anteriormente hasta diferencia planea planeamos prev\u00e9 ser\u00e1 seremos tendr\u00e1 tendremos espera esperamos objetivo si podr\u00eda ser\u00eda',
  pt: 'n\u00e3o nunca jamais nenhum* sem antigo antiga antes anterior anteriormente at\u00e9 contr\u00e1rio planeja planejamos prev\u00ea ser\u00e1 seremos ter\u00e1 teremos espera esperamos objetivo meta se poderia seria',
  nl: 'niet nooit geen zonder voormalig* vroeger voorheen ooit tot tegenstelling plant plannen gepland zal zullen zou zouden hoopt verwacht verwachten doel als indien',
  it: 'non mai nessun* senza n\u00e9 ex precedente precedentemente fino differenza prevede prevediamo sar\u00e0 saremo avr\u00e0 avremo spera obiettivo se potrebbe sarebbe',
});

/** A person who works there, whatever the sentence. */
export const STAFF: WordList = wordList({
  en: 'employees staff workers team_members colleagues',
  de: 'mitarbeiter mitarbeitern mitarbeiterinnen mitarbeitende mitarbeitenden besch\u00e4ftigte besch\u00e4ftigten angestellte angestellten kolleginnen kollegen',
  fr: 'salari\u00e9s employ\u00e9s collaborateurs',
  es: 'empleados empleadas trabajadores colaboradores',
  pt: 'funcion\u00e1rios trabalhadores colaboradores empregados',
  nl: "medewerkers werknemers collega's",
  it: 'dipendenti collaboratori addetti',
});

/** People who may be anybody's; a word of employment must stand before the number. */
export const PEOPLE: WordList = wordList({
  en: 'people persons professionals specialists experts',
  de: 'menschen personen leute fachleute experten',
  fr: 'personnes',
  es: 'personas profesionales',
  pt: 'pessoas profissionais',
  nl: 'mensen personen',
  it: 'persone professionisti',
});

/** What stands before the number of employees. */
export const EMPLOYS: WordList = wordList({
  en: "employ employs employing staff_of team_of workforce_of headcount headcount_of headcount_is company_of team_has we_are we're employees staff number_of_employees",
  de: 'besch\u00e4ftigt besch\u00e4ftigen besch\u00e4ftigten mitarbeiterzahl team_von team_aus team_z\u00e4hlt team_umfasst wir_sind belegschaft_von mitarbeiter',
  fr: 'emploie employons \u00e9quipe_de \u00e9quipe_compte effectif_de nous_sommes effectif salari\u00e9s',
  es: 'emplea empleamos equipo_de somos plantilla_de empleados',
  pt: 'emprega empregamos equipe_de equipa_de somos quadro_de funcion\u00e1rios',
  nl: 'team_van wij_zijn we_zijn personeelsbestand_van medewerkers telt',
  it: 'impiega impieghiamo team_di squadra_di siamo organico_di dipendenti',
});

/** What else may stand directly before the number of its employees. */
export const HOLDS: WordList = wordList({
  en: "have has 've with count counts numbers comprises consists_of grown_to is_now",
  de: 'haben hat z\u00e4hlt z\u00e4hlen umfasst mit verf\u00fcgt_\u00fcber',
  fr: 'a avons compte comptons comprend rassemble avec',
  es: 'tiene tenemos cuenta_con contamos_con con',
  pt: 'tem temos conta_com contamos_com com',
  nl: 'heeft hebben telt met',
  it: 'ha abbiamo conta contiamo con',
});

/** What people do at their employer's: "420 people work at". */
export const WORK: WordList = wordList({
  en: 'work works working',
  de: 'arbeiten arbeitet',
  fr: 'travaillent',
  es: 'trabajan',
  pt: 'trabalham',
  nl: 'werken',
  it: 'lavorano',
});

/** A number of people that they were once. */
export const ONCE: WordList = wordList({
  en: 'had were was started began',
  de: 'hatte hatten war waren',
  fr: 'avait avions \u00e9tait \u00e9tions',
  es: 'ten\u00eda ten\u00edamos era \u00e9ramos \u00e9ramos',
  pt: 't\u00ednhamos tinha \u00e9ramos era',
  nl: 'had hadden was waren',
  it: 'aveva avevamo era eravamo',
});

/** What is said of a seat that was left. */
export const MOVED: WordList = wordList({
  en: 'moved move moving left leaving relocated relocating closed sold',
  de: 'umgezogen verlegt verlie\u00df verlassen geschlossen',
  fr: 'd\u00e9m\u00e9nag\u00e9 quitt\u00e9 ferm\u00e9 transf\u00e9r\u00e9',
  es: 'trasladamos traslad\u00f3 dejamos cerramos',
  pt: 'mudamos mudou deixamos fechamos',
  nl: 'verhuisd verlaten gesloten',
  it: 'trasferito lasciato chiuso',
});

/** Words that make of a count of people another count: those who came or went, and a part of the whole. */
export const NOT_THE_WHOLE: WordList = wordList({
  en: 'hired hire hires hiring recruit recruits recruited added adding laid dismissed cut cuts new additional more_jobs former part-time female trained train office branch plant site subsidiary division department unit factory lab warehouse of_our of_its of_their',
  de: 'eingestellt einstellen einstellung* neue neuen weitere weiteren zus\u00e4tzliche* entlassen entlassung* standort werk niederlassung tochter* abteilung b\u00fcro fabrik unserer_mitarbeiter',
  fr: 'embauch\u00e9* embauche* recrut* licenci\u00e9* nouveaux nouvelles filiale usine agence bureau site service division',
  es: 'contrat\u00f3 contratamos contratado* contratar\u00e1 despidi\u00f3 despedido* nuevos nuevas sucursal planta filial f\u00e1brica oficina sede divisi\u00f3n departamento',
  pt: 'contratou contratamos contratado* demitiu demitido* novos novas filial f\u00e1brica escrit\u00f3rio unidade divis\u00e3o departamento',
  nl: 'aangenomen ontslagen nieuwe vestiging afdeling fabriek kantoor dochter*',
  it: 'assunto assunti assunzioni licenziato licenziati nuovi nuove filiale stabilimento ufficio reparto divisione',
});

/** Departments: their people are a part of all. */
export const DEPARTMENTS: WordList = wordList({
  en: 'sales marketing support service customer_service engineering production research development finance administration accounting logistics r&d',
  de: 'vertrieb marketing verwaltung produktion entwicklung forschung kundendienst buchhaltung logistik',
  fr: 'ventes marketing production recherche d\u00e9veloppement administration logistique',
  es: 'ventas marketing producci\u00f3n investigaci\u00f3n desarrollo administraci\u00f3n log\u00edstica',
  pt: 'vendas marketing produ\u00e7\u00e3o pesquisa desenvolvimento administra\u00e7\u00e3o log\u00edstica',
  nl: 'verkoop marketing productie onderzoek ontwikkeling administratie logistiek',
  it: 'vendite marketing produzione ricerca sviluppo amministrazione logistica',
});

/** Words that count others in, or a time of many hands. */
export const COUNTED_IN: WordList = wordList({
  en: 'including together along_with combined jointly peak season seasonal seasonally temporarily',
  de: 'einschlie\u00dflich inklusive zusammen gemeinsam saison* zeitweise spitze',
  fr: 'y_compris ensemble conjointement saison* pointe temporairement',
  es: 'incluidos incluyendo juntos conjuntamente temporada temporalmente',
  pt: 'incluindo juntos conjuntamente temporada temporariamente',
  nl: 'inclusief samen gezamenlijk seizoen* tijdelijk',
  it: 'inclusi compresi insieme congiuntamente stagion* temporaneamente',
});

/** Parts of a company that have a year of foundation, a seat and people of their own. */
export const PART_OF_COMPANY: WordList = wordList({
  en: 'office branch plant subsidiary division department factory lab foundation_stone',
  de: 'standort werk niederlassung tochter* abteilung b\u00fcro fabrik zweigstelle',
  fr: 'filiale usine agence succursale division',
  es: 'sucursal planta filial f\u00e1brica oficina divisi\u00f3n',
  pt: 'filial f\u00e1brica escrit\u00f3rio divis\u00e3o sucursal',
  nl: 'vestiging afdeling fabriek dochter*',
  it: 'filiale stabilimento ufficio divisione succursale',
});

/** What says that a year is the one of foundation. */
export const FOUNDED: WordList = wordList({
  en: 'founded founding foundation_in foundation_year established incorporated set_up',
  de: 'gegr\u00fcndet gr\u00fcndete gr\u00fcndung gr\u00fcndungsjahr gr\u00fcndeten',
  fr: 'fond\u00e9 fond\u00e9e fond\u00e9s fond\u00e9es fondation_en cr\u00e9\u00e9 cr\u00e9\u00e9e cr\u00e9ation_en',
  es: 'fundado fundada fundados fundamos fund\u00f3 fundaci\u00f3n_en creada establecida',
  pt: 'fundado fundada fundamos fundou funda\u00e7\u00e3o_em criada',
  nl: 'opgericht oprichting gesticht',
  it: 'fondato fondata fondati fondazione_nel costituita',
});

/** What says that money was raised; what was invested may have gone the other way. */
export const FUNDING: WordList = wordList({
  en: 'funding raised raise raises secured financing round series seed venture_capital',
  de: 'finanzierung finanzierungsrunde eingesammelt eingeworben kapital runde',
  fr: 'financement lev\u00e9 lev\u00e9e levons tour_de_table capital',
  es: 'financiaci\u00f3n recaudado recaudamos recaud\u00f3 ronda capital',
  pt: 'financiamento captou captamos captado rodada aporte',
  nl: 'financiering opgehaald ronde kapitaal',
  it: 'finanziamento raccolto raccolti round capitale',
});

/** What says that an amount is all that was raised. */
export const IN_TOTAL: WordList = wordList({
  en: 'total altogether in_all to_date so_far overall',
  de: 'insgesamt gesamt* bisher bislang',
  fr: 'total jour',
  es: 'total fecha',
  pt: 'total momento',
  nl: 'totaal heden',
  it: 'totale complessivamente oggi',
});

/** What money is collected for that is somebody else's in the end. */
export const GIVEN_AWAY: WordList = wordList({
  en: 'charity charities donations donation donated loan loans grants good_causes for_our_customers for_our_clients',
  de: 'spenden gespendet wohlt\u00e4tig* guten_zweck',
  fr: 'dons caritatif* association associations',
  es: 'donaciones ben\u00e9fic* caridad',
  pt: 'doa\u00e7\u00f5es beneficente* caridade',
  nl: 'donaties goede_doel*',
  it: 'donazioni beneficenza',
});

/** What says that money was earned with sales. */
export const REVENUE: WordList = wordList({
  en: 'revenue revenues turnover sales',
  de: 'umsatz jahresumsatz umsatzes erl\u00f6s*',
  fr: "chiffre_d'affaires",
  es: 'facturaci\u00f3n ingresos ventas facturamos',
  pt: 'faturamento receita receitas vendas',
  nl: 'omzet jaaromzet',
  it: 'fatturato ricavi',
});

/** What says that a place is the seat. */
export const SEAT: WordList = wordList({
  en: 'headquartered headquarters head_office based seat seated sits hq',
  de: 'sitz hauptsitz firmensitz ans\u00e4ssig zentrale',
  fr: 'si\u00e8ge bas\u00e9 bas\u00e9e bas\u00e9s',
  es: 'sede con_sede ubicada',
  pt: 'sede sediada',
  nl: 'hoofdkantoor gevestigd hoofdvestiging',
  it: 'sede con_sede quartier_generale',
});

/** What says of a company what it is. */
export const IS_A: WordList = wordList({
  en: 'is_a is_an is_the are_a are_an are_the as_a as_an industry sector build builds make makes develop develops manufacture manufactures provide provides offer offers sell sells design designs produce produces run runs',
  de: 'ist_ein ist_eine sind_ein sind_eine als branche baut bauen entwickelt entwickeln bietet bieten produziert produzieren fertigt fertigen',
  fr: 'est_un est_une sommes_un sommes_une secteur con\u00e7oit concevons d\u00e9veloppe d\u00e9veloppons propose proposons fabrique fabriquons',
  es: 'es_un es_una somos_un somos_una sector desarrolla desarrollamos ofrece ofrecemos fabrica fabricamos',
  pt: '\u00e9_um \u00e9_uma somos_um somos_uma setor desenvolve desenvolvemos oferece oferecemos fabrica fabricamos',
  nl: 'is_een zijn_een sector ontwikkelt ontwikkelen maakt maken biedt bieden',
  it: "\u00e8_un \u00e8_una \u00e8_un'azienda siamo_un siamo_una settore sviluppa sviluppiamo offre offriamo produce produciamo",
});

/** What says that something is used to build with. */
export const BUILT_WITH: WordList = wordList({
  en: 'build_with built_with built_on stack tech technology technologies tools powered_by run_on runs_on use uses using written_in infrastructure',
  de: 'technologie technologien nutzen nutzt setzen_auf setzt_auf werkzeuge basiert entwickeln_mit stack',
  fr: 'technologie technologies utilisons utilise outils stack',
  es: 'tecnolog\u00eda tecnolog\u00edas usamos utilizamos herramientas',
  pt: 'tecnologia tecnologias usamos utilizamos ferramentas',
  nl: 'technologie technologie\u00ebn gebruiken gebruikt',
  it: 'tecnologia tecnologie utilizziamo usiamo strumenti',
});

/** What a company does with the tools of others without building on them. */
export const ONLY_CONNECTS: WordList = wordList({
  en: 'integrate* integration* connect* compatible migrate* migration replace* replaces replacing instead alternative alternatives works_with import imports export exports plugin plugins support supports stopped stop dropped abandoned compete* unlike partner partners formerly',
  de: 'integrier* integration* anbindung* schnittstelle* kompatibel migr* ersetz* statt alternative* unterst\u00fctz* partner*',
  fr: 'int\u00e8gre* int\u00e9gration* connecte* compatible migr* remplac* alternative* partenaire*',
  es: 'integra* integraci* conecta* compatible migra* reemplaz* alternativa* socio*',
  pt: 'integra* integra\u00e7* conecta* compat\u00edve* migra* substitu* alternativa* parceir*',
  nl: 'integreer* integratie* koppel* compatibel migr* vervang* alternatie* partner*',
  it: 'integra* integrazion* connett* compatibil* migra* sostitu* alternativ* partner*',
});

/** Headings that speak of technology and list something else. */
export const NO_STACK: WordList = wordList({
  en: 'industries industry sectors applications solutions benefits advantages features news services for what_our',
  de: 'branchen anwendungen l\u00f6sungen vorteile funktionen leistungen f\u00fcr',
  fr: 'secteurs applications solutions avantages fonctions services pour',
  es: 'sectores aplicaciones soluciones ventajas servicios para',
  pt: 'setores aplica\u00e7\u00f5es solu\u00e7\u00f5es vantagens servi\u00e7os para',
  nl: 'sectoren toepassingen oplossingen voordelen diensten voor',
  it: 'settori applicazioni soluzioni vantaggi servizi per',
});

/** Headings and link texts under which customers stand. */
export const CUSTOMERS: WordList = wordList({
  en: 'customer customers client clients trusted_by used_by chosen_by case_study case_studies customer_story success_story success_stories who_uses',
  de: 'kunde kunden kundin kundinnen referenzen referenzkunden kundenstimmen erfolgsgeschichte erfolgsgeschichten vertrauen_uns',
  fr: 'client clients clientes ils_nous_font_confiance r\u00e9f\u00e9rences cas_client',
  es: 'cliente clientes conf\u00edan_en_nosotros casos_de_\u00e9xito casos_de_exito',
  pt: 'cliente clientes confiam_em_n\u00f3s casos_de_sucesso',
  nl: 'klant klanten klantverhalen referenties',
  it: 'cliente clienti referenze casi_di_successo si_fidano_di_noi',
});

/** What else companies are to a company; under such a heading nobody is a customer. */
export const NOT_CUSTOMERS: WordList = wordList({
  en: 'partner partners partnership partnerships investor investors backed_by press news media featured_in as_seen_in supplier suppliers vendor vendors integration integrations integrates competitor competitors award awards sponsor sponsors member members alternative alternatives customer_service customer_support customer_portal customer_login become rival* compete* competition vs versus',
  de: 'partner partnern partnerschaft* investor* presse medien bekannt_aus lieferant* integration* wettbewerb* auszeichnung* sponsor* mitglied* kundenservice kundendienst kundenzufriedenheit kundenportal konkurrent*',
  fr: 'partenaire partenaires partenariat investisseur* presse m\u00e9dias fournisseur* int\u00e9gration* concurrent* prix service_client rival*',
  es: 'socio socios aliado* inversor* inversionista* prensa medios proveedor* integracion* competidor* premios atenci\u00f3n_al_cliente rival*',
  pt: 'parceiro parceiros parceria* investidor* imprensa m\u00eddia fornecedor* integra\u00e7\u00f5es concorrente* pr\u00eamios atendimento_ao_cliente rival*',
  nl: 'partner partners investeerder* pers media leverancier* integratie* concurrent* klantenservice',
  it: 'partner investitor* stampa media fornitor* integrazion* concorrent* premi servizio_clienti rival*',
});

/** Headings that speak of customers and list no companies: what they say, why they come or go. */
export const ABOUT_CUSTOMERS: WordList = wordList({
  en: 'say says said saying testimonial testimonials leave leaves left lost why how become becoming switch faq',
  de: 'sagen stimmen meinungen warum wieso verlassen wechseln h\u00e4ufige_fragen',
  fr: 'disent t\u00e9moignages avis pourquoi comment quittent',
  es: 'dicen testimonios opiniones por_qu\u00e9 c\u00f3mo dejan',
  pt: 'dizem depoimentos por_que como deixam',
  nl: 'zeggen ervaringen waarom hoe verlaten',
  it: 'dicono testimonianze perch\u00e9 come lasciano',
});

/** What makes of a named company something else than a competitor. */
export const NOT_COMPETITORS: WordList = wordList({
  en: 'partner partners partnership customer customers client clients investor investors supplier suppliers subsidiary parent acquired acquires owns owned reseller hired hires joined serves supplies',
  de: 'partner partnern kunde kunden investor investoren lieferant lieferanten tochter* mutter* \u00fcbernommen',
  fr: 'partenaire partenaires client clients investisseur* fournisseur* filiale acquis',
  es: 'socio socios cliente clientes inversor* proveedor* filial adquiri\u00f3',
  pt: 'parceiro parceiros cliente clientes investidor* fornecedor* subsidi\u00e1ria adquiriu',
  nl: 'partner partners klant klanten investeerder* leverancier* dochter* overgenomen',
  it: 'partner cliente clienti investitor* fornitor* controllata acquisito',
});
