/** The level that a title names. Of two levels of different languages one is the other's usual translation. */
export type Rank =
  'chief' | 'founder' | 'owner' | 'partner' | 'vp' | 'head' | 'director' | 'manager' | 'lead';

/** What a word of a title means. */
export type Meaning =
  | { readonly kind: 'rank'; readonly ranks: readonly Rank[]; readonly function?: string }
  | { readonly kind: 'function'; readonly function: string }
  /** Once, or not yet: the title tells of another time. */
  | { readonly kind: 'past' }
  /** In training. */
  | { readonly kind: 'junior' }
  /** Works for the one whose title is named. */
  | { readonly kind: 'assistant' }
  /** Stands in for the one whose title is named. */
  | { readonly kind: 'deputy' }
  /** Says nothing about level or function. */
  | { readonly kind: 'neutral' };

/**
 * Levels in English, German, French, Spanish, Italian, Dutch; folded, phrases with spaces. A word that is the usual
 * translation of two English levels stands for both.
 */
const RANKS: readonly (readonly [readonly Rank[], string])[] = [
  [
    ['chief'],
    'chief, c level, cxo, vorstand, vorstandin, vorstandsmitglied, bestuurder, president, prasident, presidente',
  ],
  [
    ['founder'],
    'founder, cofounder, co founder, founding partner, grunder, grunderin, mitgrunder, mitgrunderin, fondateur, fondatrice, cofondateur, cofondatrice, co fondateur, co fondatrice, fundador, fundadora, cofundador, cofundadora, fondatore, cofondatore, co fondatore, oprichter, oprichtster, medeoprichter, mede oprichter',
  ],
  [
    ['owner'],
    'owner, co owner, proprietor, inhaber, inhaberin, eigentumer, eigentumerin, proprietaire, propietario, propietaria, dueno, duena, titolare, proprietario, eigenaar, eigenaresse',
  ],
  [['partner'], 'partner, associe, associee, socio, socia, vennoot'],
  [
    ['vp'],
    'vp, v p, svp, evp, vice president, senior vice president, executive vice president, vizeprasident, vizeprasidentin, vice presidente, vicepresidente, vicepresident, vicepresidenta',
  ],
  [
    ['head', 'manager'],
    'leiter, leiterin, leitung, leitende, leitender, leider, responsable, jefe, jefa, responsabile, capo, chef, chefin, cheffe, bereichsleiter, bereichsleiterin, bereichsleitung, abteilungsleiter, abteilungsleiterin, abteilungsleitung, encargado, encargada',
  ],
  [['head'], 'head, hoofd, afdelingshoofd'],
  [
    ['director'],
    'director, directora, direktor, direktorin, directeur, directrice, direttore, direttrice, dir',
  ],
  [
    ['manager'],
    'manager, managerin, mgr, gerente, gestionnaire, gestor, gestora, gestore, supervisor, supervisora, superviseur, leidinggevende',
  ],
  [
    ['lead'],
    'lead, leader, team lead, team leader, teamlead, teamleiter, teamleiterin, teamleitung, teamleider, gruppenleiter, gruppenleiterin, chef d equipe, cheffe d equipe, jefe de equipo, jefa de equipo, capo squadra, caposquadra, lider, lider de equipo',
  ],
];

/** One office under its many names; level and function at once. */
const OFFICES: Readonly<Record<string, readonly [Rank, string, string]>> = {
  ceo: [
    'chief',
    'general',
    'ceo, chief executive, chief executive officer, managing director, geschaftsfuhrer, geschaftsfuhrerin, geschaftsfuhrung, geschaeftsfuehrer, geschaeftsfuehrerin, vorstandsvorsitzender, vorstandsvorsitzende, directeur general, directrice generale, pdg, president directeur general, director general, directora general, consejero delegado, consejera delegada, amministratore delegato, amministratrice delegata, direttore generale, direttrice generale, algemeen directeur, algemeen directrice, directeur bestuurder, statutair directeur',
  ],
  coo: ['chief', 'operations', 'coo, chief operating officer, chief operations officer'],
  cto: ['chief', 'technology', 'cto, chief technology officer, chief technical officer'],
  cfo: ['chief', 'finance', 'cfo, chief financial officer, chief finance officer, kaufmannischer vorstand'],
  cio: ['chief', 'it', 'cio, chief information officer'],
  cmo: ['chief', 'marketing', 'cmo, chief marketing officer'],
  chro: ['chief', 'hr', 'chro, chief human resources officer, chief people officer'],
  cro: ['chief', 'revenue', 'cro, chief revenue officer'],
  cso: ['chief', 'sales', 'chief sales officer, chief commercial officer, cco'],
  cpo: ['chief', 'procurement', 'chief procurement officer, chief purchasing officer'],
  chiefProduct: ['chief', 'product', 'chief product officer'],
  cdo: ['chief', 'digital', 'chief digital officer'],
  ciso: ['chief', 'security', 'ciso, chief information security officer, chief security officer'],
  csco: ['chief', 'supply chain', 'csco, chief supply chain officer'],
  daf: [
    'director',
    'finance',
    'daf, directeur administratif et financier, directrice administrative et financiere',
  ],
  dsi: ['director', 'it', 'dsi, directeur des systemes d information, directrice des systemes d information'],
};

/** What people work at. A stem with `*` stands for every word that begins so (compounds of German and Dutch). */
const FUNCTIONS: Readonly<Record<string, string>> = {
  operations:
    'operations, operation, operational, ops, operating, betrieb, betriebs*, bedrijfs*, exploitation, operaciones, operazioni, operaties, operationeel, operationele, operations management, bedrijfsvoering, exploitatie',
  sales:
    'sales, selling, vertrieb, vertriebs*, verkauf, verkaufs*, ventes, vente, commercial, commerciale, commerciales, ventas, comercial, vendite, verkoop, verkoop*',
  marketing: 'marketing, mktg, marketing communications, mercadotecnia, marketing*',
  finance:
    'finance, financial, finances, finanzen, finanz*, financier, financiere, finanzas, financiero, financiera, finanza, finanziario, financien, financieel, controlling, accounting, buchhaltung, buchhaltungs*, comptabilite, contabilidad, contabilita, boekhouding, treasury',
  hr: 'hr, human resources, people, personal, personal*, ressources humaines, rh, recursos humanos, risorse umane, rrhh, personeel, personeels*, personeelszaken, talent, people operations, people and culture, human capital',
  it: 'it, information technology, informatik, informatique, informatica, ict, information systems, systemes d information, sistemas, sistemi informativi, edv',
  technology:
    'technology, technologies, technical, technik, technische, technischer, technique, tecnico, tecnica, tecnologia, technologie, technisch, tech',
  engineering: 'engineering, ingenierie, ingenieria, ingegneria, konstruktion, konstruktions*, engineering*',
  product:
    'product, produkt, produkt*, produit, produits, producto, productos, prodotto, prodotti, product management, produktmanagement',
  procurement:
    'procurement, purchasing, sourcing, buying, einkauf, einkaufs*, beschaffung, beschaffungs*, achats, achat, approvisionnement, compras, acquisti, inkoop, inkoop*, strategic sourcing',
  logistics:
    'logistics, logistic, logistik, logistik*, logistique, logistica, logistiek, logistiek*, transport, transport*, transportation, distribution, distribucion, distribuzione, distributie',
  'supply chain':
    'supply chain, supply chain management, scm, lieferkette, lieferketten*, chaine d approvisionnement, cadena de suministro, catena di fornitura, toeleveringsketen',
  maintenance:
    'maintenance, instandhaltung, instandhaltungs*, wartung, wartungs*, mantenimiento, manutenzione, onderhoud, onderhouds*, reliability',
  quality:
    'quality, qa, qualitat, qualitats*, qualite, calidad, qualita, kwaliteit, kwaliteits*, quality assurance',
  production:
    'production, manufacturing, produktion, produktions*, fertigung, fertigungs*, fabrication, produccion, fabricacion, produzione, productie, productie*, fabricage',
  automation:
    'automation, automatisierung, automatisierungs*, automatisation, automatizacion, automazione, automatisering, robotics, robotik, robotique, robotica',
  warehouse:
    'warehouse, warehousing, lager, lager*, entrepot, almacen, magazzino, magazijn, magazijn*, fulfillment, fulfilment, intralogistik, intralogistics',
  security:
    'security, sicherheit, sicherheits*, securite, seguridad, sicurezza, beveiliging, cybersecurity, information security, it security',
  safety: 'safety, hse, ehs, arbeitssicherheit, hsse, health and safety, prevencion, veiligheid',
  data: 'data, analytics, daten, donnees, datos, dati, business intelligence, bi',
  'customer success': 'customer success, kundenerfolg, succes client, exito del cliente',
  'customer service':
    'customer service, customer support, customer care, kundenservice, kundendienst, service client, atencion al cliente, servizio clienti, klantenservice, support',
  customer:
    'customer, customers, client, clients, kunden, kunden*, cliente, clientes, clienti, klanten, klant*',
  legal:
    'legal, recht, rechts*, juridique, legale, juridisch, juridische, legal affairs, general counsel, compliance',
  research:
    'research, forschung, forschungs*, recherche, investigacion, ricerca, onderzoek, r d, rnd, research and development, forschung und entwicklung, f e, recherche et developpement, i d, ricerca e sviluppo',
  strategy: 'strategy, strategic, strategie, strategie*, estrategia, strategia',
  'business development':
    'business development, bizdev, geschaftsentwicklung, developpement commercial, desarrollo de negocio, sviluppo commerciale, bedrijfsontwikkeling',
  digital:
    'digital, digitalisierung, digitalisierungs*, digitalization, numerique, transformation digitale, digitale, digitaal',
  innovation: 'innovation, innovations*, innovacion, innovazione, innovatie',
  revenue: 'revenue, revops, revenue operations',
  projects:
    'project, projects, projekt, projekte, projekt*, projet, projets, proyecto, proyectos, progetto, progetti, projecten, pmo, program, programme',
  planning:
    'planning, planung, planungs*, planification, planificacion, pianificazione, planner, planer, planerin, planificateur, planificador, planificadora, pianificatore, scheduler, ordonnancement',
  plant: 'plant, factory, werk, werks*, usine, fabrica, planta, stabilimento, fabriek, fabrieks*, site',
  fleet: 'fleet, fuhrpark, fuhrpark*, flotte, flota, flotta, wagenpark',
  facility:
    'facility, facilities, gebaude, gebaude*, immobilier, instalaciones, facility management, real estate',
  general: 'general, generale, generaal, gesamt',
  process:
    'process, processes, prozess, prozess*, processus, procesos, processi, proces, lean, continuous improvement, kaizen',
  field: 'field service, aussendienst, buitendienst',
  brand: 'brand, branding, marke, marken*, marque, marca, merk',
  content: 'content, inhalte, contenu, contenido',
  design: 'design, ux, ui, diseno',
  software: 'software, software*, logiciel, logiciels',
  infrastructure:
    'infrastructure, infrastruktur, infrastructuur, infraestructura, infrastruttura, cloud, devops',
  board: 'board, board member, beirat, aufsichtsrat, administrateur',
  shift: 'shift, schicht, schicht*, turno, turni, ploeg, ploeg*',
  payroll: 'payroll, paie, nomina, paghe, lohn, lohn*',
  recruiting:
    'recruiting, recruitment, recruiter, talent acquisition, recrutement, seleccion, selezione, werving',
  tax: 'tax, steuern, steuer*, fiscal, fiscale, belastingen',
  audit: 'audit, auditing, revision, revisie',
  risk: 'risk, risiko, risiko*, risque, riesgo, riesgos, rischio, risico',
  communications:
    'communications, communication, kommunikation, kommunikations*, comunicacion, comunicazione, communicatie, public relations, pr',
  export: 'export, exports, international sales, exportacion',
  account: 'account, accounts, key account, kam, grandes comptes, account management, grandes cuentas',
  partnerships: 'partnerships, partnership, alliances, channel',
  'product ownership': 'product owner',
  'business partnering': 'business partner, hr business partner',
  nursing: 'nursing, nurse, pflege, pflege*, soins, enfermeria, infermieristica, verpleging',
};

const PAST =
  'former, formerly, ex, retired, past, previous, previously, emeritus, aspiring, future, seeking, ehemals, ehemalig, ehemalige, ehemaliger, fruher, fruherer, fruhere, pensioniert, i r, a d, ancien, ancienne, anciennement, retraite, retraitee, antiguo, antigua, jubilado, jubilada, pensionato, pensionata, in pensione, voormalig, voormalige, gepensioneerd, looking for, open to';

const JUNIOR =
  'intern, internship, trainee, apprentice, student, graduate, praktikant, praktikantin, praktikum, werkstudent, werkstudentin, working student, azubi, auszubildender, auszubildende, lehrling, volontar, volontarin, stagiaire, alternant, alternante, alternance, apprenti, apprentie, becario, becaria, practicas, en practicas, aprendiz, tirocinante, stagista, apprendista, praticante, stagiair, stagiaire, leerling, werkstudente';

const ASSISTANT =
  'assistant, assistants, pa, secretary, assistenz, assistent, assistentin, assistente, sekretar, sekretarin, sekretariat, assistante, secretaire, asistente, secretario, secretaria, assistente, segretario, segretaria, secretaresse, office of, chief of staff';

const DEPUTY =
  'deputy, associate, stellvertretend, stellvertretende, stellvertretender, stv, stellv, adjoint, adjointe, subdirector, subdirectora, vicedirettore, vicedirettrice, plaatsvervangend, adjunct, vice, interim, acting, ad interim, a i, kommissarisch, par interim, interino, interina, facente funzione, waarnemend';

const NEUTRAL =
  'senior, sr, member, mitglied, membre, miembro, membro, lid, ufficio, oficina, bureau, principal, global, globale, globaler, group, groupe, gruppe, gruppo, grupo, groep, corporate, international, internationale, internacional, internazionale, regional, regionale, national, nationale, nacional, nazionale, nationaal, executive, emea, apac, latam, dach, benelux, nordics, europe, european, europa, eu, uk, us, usa, nl, de, fr, north, south, east, west, northern, southern, eastern, western, central, nord, sud, sued, ost, mitte, norte, sur, este, oeste, centro, noord, zuid, oost, germany, deutschland, france, spain, espana, italy, italia, netherlands, nederland, austria, switzerland, schweiz, osterreich, america, americas, asia, iberia, the, of, for, and, und, et, y, e, en, der, die, das, des, du, de la, del, della, delle, dei, degli, di, da, la, le, les, los, las, el, il, lo, l, d, fur, van, voor, het, een, in, im, pour, para, per, dell, all, worldwide, team, department, abteilung, bereich, direction, afdeling, departamento, area, division, unit, officer, i, ii, iii, m, w, f, x, h, inc, ltd, gmbh, ag, bv, sas, mba, phd, dr, ing, dipl, management, managing, verantwortlich, leitend, zone, region, vollzeit, full time, teilzeit, part time';

const list = (words: string): string[] => words.split(/\s*,\s*/).filter((word) => word !== '');

/** Longest phrase, in words. */
export const LONGEST_PHRASE = 6;

/** Words of one meaning, and stems that begin longer words. */
export interface Vocabulary {
  readonly phrases: ReadonlyMap<string, Meaning>;
  /** Longest first, at least four letters each. */
  readonly stems: readonly (readonly [string, string])[];
}

function build(): Vocabulary {
  const phrases = new Map<string, Meaning>();
  const stems: [string, string][] = [];
  const add = (words: string, meaning: Meaning): void =>
    list(words).forEach((word) => phrases.set(word, meaning));
  add(NEUTRAL, { kind: 'neutral' });
  for (const [name, words] of Object.entries(FUNCTIONS)) {
    for (const word of list(words)) {
      if (word.endsWith('*')) stems.push([word.slice(0, -1), name]);
      else phrases.set(word, { kind: 'function', function: name });
    }
  }
  for (const [ranks, words] of RANKS) add(words, { kind: 'rank', ranks });
  for (const [rank, name, words] of Object.values(OFFICES))
    add(words, { kind: 'rank', ranks: [rank], function: name });
  add(DEPUTY, { kind: 'deputy' });
  add(ASSISTANT, { kind: 'assistant' });
  add(JUNIOR, { kind: 'junior' });
  add(PAST, { kind: 'past' });
  stems.sort(([a], [b]) => b.length - a.length);
  return { phrases, stems };
}

/** Everything that titles are read by: built once, never changed. */
export const vocabulary: Vocabulary = Object.freeze(build());
