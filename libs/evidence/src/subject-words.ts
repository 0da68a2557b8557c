import { type WordList, wordList } from './word-lists';

/** Words with which a company is the one that does or is something: "we", and verbs that say "we" by their ending. */
export const WE: WordList = wordList({
  en: "we we're we've",
  de: 'wir',
  fr: 'nous',
  es: 'nosotros nosotras somos tenemos contamos empleamos estamos ofrecemos fabricamos desarrollamos recaudamos abrimos lanzamos presentamos inauguramos ganamos fundamos trabajamos',
  pt: 'n\u00f3s somos temos contamos empregamos estamos oferecemos fabricamos desenvolvemos captamos abrimos lan\u00e7amos apresentamos inauguramos ganhamos fundamos trabalhamos',
  nl: 'wij we',
  it: 'noi siamo abbiamo contiamo impieghiamo offriamo produciamo sviluppiamo',
});

/** The same where it stands after a verb or a preposition: "420 people work for us". */
export const US: WordList = wordList({
  en: 'us',
  de: 'uns',
  fr: 'nous',
  es: 'nosotros nosotras',
  pt: 'n\u00f3s',
  nl: 'ons',
  it: 'noi',
});

/** What is ours is something else than we are: the next word says what. */
export const OUR: WordList = wordList({
  en: 'our',
  de: 'unser unsere unserem unseren unserer unseres',
  fr: 'notre nos',
  es: 'nuestro nuestra nuestros nuestras',
  pt: 'nosso nossa nossos nossas',
  nl: 'onze ons',
  it: 'nostro nostra nostri nostre',
});

/** What a company calls itself: "our company" is the company. A group may be its parent, and is none of them. */
export const SELF: WordList = wordList({
  en: 'company firm business enterprise organisation organization startup start-up agency',
  de: 'unternehmen firma betrieb start-up organisation agentur',
  fr: 'entreprise soci\u00e9t\u00e9 startup start-up agence organisation',
  es: 'empresa compa\u00f1\u00eda sociedad organizaci\u00f3n startup agencia',
  pt: 'empresa companhia sociedade organiza\u00e7\u00e3o startup ag\u00eancia',
  nl: 'bedrijf onderneming organisatie bureau startup',
  it: "azienda societ\u00e0 impresa organizzazione startup agenzia un'azienda",
});

/** Who somebody else is to a company, and companies in general. */
export const OTHERS: WordList = wordList({
  en: 'customer customers client clients partner partners parent investor investors supplier suppliers vendor vendors competitor competitors rival rivals user users subscriber subscribers member members companies businesses firms organisations organizations enterprises startups start-ups teams brands charity charities donations good_causes shareholder shareholders portfolio founder founders guest guests',
  de: 'kunde kunden kundin kundinnen partner partnern partnerunternehmen mutter* muttergesellschaft investor* lieferant* wettbewerb* konkurrent* nutzer nutzern anwender* mitglied* firmen betriebe betrieben unternehmen spenden gesellschafter* gr\u00fcnder gr\u00fcnderin',
  fr: 'client clients clientes partenaire partenaires maison-m\u00e8re investisseur* fournisseur* concurrent* utilisateur* membre* entreprises soci\u00e9t\u00e9s dons actionnaire* fondateur* fondatrice*',
  es: 'cliente clientes socio socios matriz inversor* proveedor* competidor* usuario* miembro* empresas compa\u00f1\u00edas donaciones accionista* fundador*',
  pt: 'cliente clientes parceiro parceiros matriz investidor* fornecedor* concorrente* usu\u00e1rio* utilizador* membro* empresas companhias doa\u00e7\u00f5es acionista* fundador*',
  nl: 'klant klanten partner partners moederbedrijf investeerder* leverancier* concurrent* gebruiker* leden lid bedrijven ondernemingen donaties aandeelhouder* oprichter*',
  it: 'cliente clienti partner casa_madre investitor* fornitor* concorrent* utent* membr* aziende imprese societ\u00e0 donazioni azionist* fondator* fondatric*',
});

/** Whom a word before a name makes something else than the one who acts ("a customer of Northwind"). */
export const BEFORE_ANOTHER: WordList = wordList({
  en: 'of for with to by from against between than unlike like via through near after before because',
  de: 'von vom f\u00fcr mit zu zur aus gegen zwischen der des als durch nach vor um wegen',
  fr: "de des du d' pour avec par contre entre apr\u00e8s avant",
  es: 'de del para con por contra entre tras ante',
  pt: 'de da do dos das para com por pela pelo contra entre ap\u00f3s',
  nl: 'van voor met door tegen tussen na',
  it: "di della del dell' per con da dal dalla contro tra fra dopo",
});

/** What begins a clause about what was named last. */
export const RELATIVE: WordList = wordList({
  en: 'who whom whose which that where',
  de: 'deren dessen welche welcher welches',
  fr: 'qui que dont lequel laquelle lesquels o\u00f9',
  es: 'que quien quienes cuyo cuya cuyos cuyas donde',
  pt: 'que quem cujo cuja cujos cujas onde',
  nl: 'wier waarvan waarin',
  it: 'che cui dove',
});

/** Verbs of being: what follows is said of whom they stand with. */
export const BE: WordList = wordList({
  en: "is are am be been being was were 're 's we're it's became become remains remain",
  de: 'ist sind bin war waren wurde wurden worden sei',
  fr: '\u00eates est sommes suis \u00e9t\u00e9 fut f\u00fbt',
  es: 'es somos est\u00e1 est\u00e1n estamos fue fueron sido se',
  pt: '\u00e9 somos est\u00e1 estamos fica foi foram sido',
  nl: 'is zijn werd werden geworden',
  it: '\u00e8 siamo stata stato state stati fu si_trova',
});

/** Verbs of having, and "with". */
export const HAVE: WordList = wordList({
  en: "have has had 've having with",
  de: 'hat haben hatte hatten mit',
  fr: 'a avons ont avait avec dispose disposons poss\u00e8de',
  es: 'ha hemos tiene tenemos tuvo con',
  pt: 'tem temos teve com',
  nl: 'heeft hebben had met',
  it: 'ha abbiamo ebbe con',
});

/** What joins two clauses of one subject, and two subjects. */
export const AND: WordList = wordList({
  en: 'and but',
  de: 'und sowie aber',
  fr: 'et mais',
  es: 'y e pero',
  pt: 'e mas',
  nl: 'en maar',
  it: 'e ed ma',
});

/** What joins a thing to the one whose it is, or by whom or where it is done. */
export const WHOSE: WordList = wordList({
  en: 'of at for by',
  de: 'von der des bei f\u00fcr',
  fr: "de du des d' chez pour par",
  es: 'de del en para por',
  pt: 'de da do dos na no para por pela',
  nl: 'van bij voor door',
  it: "di della del dell' in presso per da dalla",
});

/**
 * Little words between a subject and what is said of it; they bring in nobody else. Articles, degrees, times, and what a
 * company says of its own size and manner.
 */
export const LITTLE: WordList = wordList({
  en: 'a an the as to in on at its own itself proud proudly currently now today also still only fully wholly entirely each both already recently just originally first initially officially formally legally independently independent total altogether all overall more less than over about around approximately nearly almost some roughly exactly since year years old growing dedicated global international worldwide small large leading diverse passionate so_far mainly primarily chiefly directly closely often january february march april may june july august september october november december',
  de: 'ein eine einen einem einer eines das die den dem zu am im in bei seit sein seine seinen ihren ihr stolz derzeit heute aktuell inzwischen mittlerweile insgesamt gesamt jahr jahre rund etwa ca \u00fcber mehr als fast noch bereits auch urspr\u00fcnglich weltweit unabh\u00e4ngige unabh\u00e4ngiges unabh\u00e4ngiger wachsendes lag liegt bislang bisher',
  fr: "un une le la les l' \u00e0 au chez en son sa ses fiers fi\u00e8re actuellement aujourd'hui depuis environ plus pr\u00e8s presque total ann\u00e9e ind\u00e9pendante ind\u00e9pendant initialement officiellement mondial mondiale",
  es: 'un una el la los las a al en su sus actualmente hoy desde unos unas cerca m\u00e1s casi total a\u00f1o independiente originalmente oficialmente global',
  pt: 'um uma o a os as em no na nos nas seu sua seus suas atualmente hoje desde cerca mais quase total ano independente originalmente oficialmente global',
  nl: 'een de het te in op bij sinds haar zijn momenteel vandaag inmiddels ongeveer circa meer dan bijna totaal jaar onafhankelijk oorspronkelijk officieel',
  it: "un uno una un' il lo la l' i gli le a in nel nella dal suo sua attualmente oggi circa oltre pi\u00f9 quasi totale totale_di anno indipendente originariamente ufficialmente",
});
