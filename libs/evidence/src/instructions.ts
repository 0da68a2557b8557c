import { fold, type Span } from './fold';
import { sentencesOf } from './sentences';

/** What a text seems to order. */
export type InstructionKind = 'override' | 'role' | 'answer' | 'score' | 'call' | 'link' | 'conceal';

/** A stretch of a page that reads like an order to a model. */
export interface SuspiciousInstruction {
  readonly kind: InstructionKind;
  /** At most 160 characters of the page around it. */
  readonly excerpt: string;
}

const EXCERPT_LENGTH = 160;
const LEAD_IN = 40;
/** A page that repeats itself is reported often enough. */
const MOST_REPORTED = 20;

const INSTRUCTIONS =
  '(?:instruction|prompt|rule|direction|guideline|order|anweisung|vorgabe|regel|instruct|consigne|r\u00e8gle|instrucc|instru\u00e7|regla|regra|orden|ordem|instructie|opdracht|regel|istruzion|regol)\\p{L}*';
const MODEL =
  '(?:an? )?(?:ai|a\\.i\\.|llm|language model|chatbot|assistant|ai agent|ki|sprachmodell|assistent|ki-agent|ia|mod\u00e8le de langage|assistant ia|modelo de (?:lenguaje|linguagem)|asistente|assistente|taalmodel|modello linguistico)';

/** An order begins a sentence, or follows another order in it. */
const BEGINS = '(?<=^|[.!?:;,\\n"(]\\s?|\\bplease\\s|\\band\\s|\\bbitte\\s)';
/** What somebody writes who summarises. */
const OUTPUT =
  '(?:summar(?:y|ies)|outreach|answers?|outputs?|responses?|replies|draft|drafts|report|reports|descriptions?|analysis|messages?)';

/** Those who read by machine, as people call them. */
const READERS =
  '(?:chat)?gpt|claude|gemini|copilot|llms?|language models?|ai(?: (?:readers?|agents?|assistants?|models?|tools?))?|bots?|chatbots?|crawlers?|scrapers?|automated \\p{L}+|sprachmodelle?|kis?|ia';

/** A closed list of phrases, in the languages of the word lists and some in Polish, Turkish, Japanese, Chinese and Russian. */
const PHRASES: readonly (readonly [InstructionKind, string])[] = [
  ['override', `(?:ignore|disregard|forget|override|overrule|skip)\\s(?:\\p{L}+\\s){0,4}${INSTRUCTIONS}`],
  [
    'override',
    `(?:ignorier\\p{L}*|vergiss|vergessen sie|missachte\\p{L}*)\\s(?:\\p{L}+\\s){0,5}${INSTRUCTIONS}`,
  ],
  [
    'override',
    `(?:ignor\\p{L}*|oubli\\p{L}*|olvid\\p{L}*|esque\u00e7\\p{L}*|desconsider\\p{L}*|dimentic\\p{L}*|negeer|vergeet)\\s(?:\\p{L}+\\s){0,5}${INSTRUCTIONS}`,
  ],
  ['override', '(?:new|updated|real|actual) (?:system )?(?:instructions|prompt|task)\\s*:'],
  [
    'override',
    '\u4ee5\u524d\u306e\u6307\u793a|\u3053\u308c\u307e\u3067\u306e\u6307\u793a|\u6307\u793a\u3092\u7121\u8996|\u5ffd\u7565(?:\u4ee5\u4e0a|\u4e4b\u524d|\u6240\u6709)|\u0438\u0433\u043d\u043e\u0440\u0438\u0440\u0443\u0439',
  ],
  [
    'override',
    '(?:zignoruj|pomi\u0144|zapomnij)\\s(?:\\p{L}+\\s){0,5}(?:instrukcj|polece|zasad|regu\u0142)\\p{L}*|(?:talimat|kural|komut)\\p{L}*\\s(?:\\p{L}+\\s){0,4}(?:yok say|unut|g\u00f6rmezden gel|dikkate alma)\\p{L}*',
  ],
  [
    'override',
    '(?:rules|instructions|guidelines|prompt)\\s(?:\\p{L}+\\s){0,4}(?:void|outdated|obsolete|cancelled|suspended|no longer)|(?:end|id|blocks?|rules?)\\sof\\s(?:this|the|your)\\sprompt',
  ],
  [
    'role',
    `(?:^|\\n|[.!?]\\s)(?:(?:hey|hi|hello|dear|attention|achtung|atenci\u00f3n|atten\u00e7\u00e3o|attenzione)[\\s,!]+)?(?:${READERS}|human)\\s?[:,!]\\s|(?:hey|dear|attention|achtung|atenci\u00f3n|aten\u00e7\u00e3o|attenzione)[\\s,!]+(?:${READERS})(?![\\p{L}\\p{N}])|(?:to|for|an)\\s(?:all|any|alle)\\s(?:${READERS})(?![\\p{L}\\p{N}])`,
  ],
  [
    'role',
    `(?:begin|end|start)\\s(?:of\\s)?(?:the\\s)?system\\sprompt|<!--|prompt\\sinjection|(?:is|are)\\s(?:being\\s)?(?:read|processed|scraped|summari[sz]ed)\\sby\\s(?:an?\\s)?(?:software|machine|program|${READERS})|(?:scraping|reading|processing)\\s(?:this|that|it)\\swith\\san?\\s(?:${READERS})|(?:${READERS})\\s(?:[^\\s.]+\\s){0,6}(?:must|shall|has to|have to|agree to|should (?:conclude|say|state|list|write|report|assume|answer))(?![\\p{L}\\p{N}])`,
  ],
  [
    'role',
    '"role"\\s?:\\s?"|</?(?:system|assistant|user|tasks?|instructions?|prompt|activities|known|data|blocks?)\\b[^<>]{0,60}>',
  ],
  [
    'role',
    '(?:^|\\s)(?:system|assistant|developer|user)\\s?(?:prompt|message)?\\s?:|<\\|[a-z_]+\\|>|\\[/?inst\\]|<<sys>>|###\\s?(?:instruction|system|response)',
  ],
  [
    'role',
    `(?:you are|act as|pretend to be|du bist|sie sind|tu es|vous \u00eates|eres|voc\u00ea \u00e9|je bent|sei)\\s(?:now |jetzt |nun |ein |eine |maintenant |ahora |agora |nu |ora |un |une |um |uma |een )*${MODEL}`,
  ],
  [
    'role',
    `(?:note|notice|message|attention|hinweis|nachricht|avis|aviso|nota|let op|avviso)\\s(?:to|for|an|f\u00fcr|aux|pour|para|voor|per)\\s(?:\\p{L}+\\s){0,2}(?:ai|llms?|bots?|ki|ia|models?|assistants?|agents?|crawlers?|modelos?|modelli|modelle|assistenten)`,
  ],
  [
    'role',
    `(?:if|when|falls|wenn|si|se|als)\\s(?:you|du|sie|vous|tu|usted|eres|voc\u00ea|je|sei)\\s(?:are |bist |sind |\u00eates |es |\u00e9 |bent )?(?:ein |eine |une? |uma? |een )?${MODEL}`,
  ],
  [
    'answer',
    '(?:answer|respond|reply|state|say|report|output|return|write|print|claim|conclude|record|extract|use|set|enter|put|treat)\\s(?:only |always |exactly |the |that |with |this |our |it |as |value |following |company |founding |number |of |employee_?(?:count|s)? |in |json |field |"?[\\p{L}_]+"? ){1,6}(?:is|as|to|with|:|=|that|\\d|"|\\{)',
  ],
  [
    'answer',
    '(?:you must|your answer|your output|your response|your task|the correct answer is|the model (?:must|should)|models? must|assistants? must)',
  ],
  [
    'answer',
    '(?:antworte|antworten sie|gib (?:immer |nur )?|geben sie|schreibe|schreiben sie|melde|trage|tragen sie|nenne|setze)\\s(?:\\p{L}+\\s){0,5}(?:dass|als|mit|an|ein|:|\\d|")',
  ],
  [
    'answer',
    '(?:r\u00e9ponds|r\u00e9pondez|\u00e9cris|\u00e9crivez|indique|indiquez|responde|responda|escribe|escriba|escreva|indica|indique|antwoord|schrijf|vermeld|rispondi|scrivi)\\s(?:\\p{L}+\\s){0,5}(?:que|avec|con|com|met|dat|che|:|\\d|")',
  ],
  [
    'answer',
    `(?:in|into|to|from|with)\\s(?:your|every|each|any)\\s(?:\\p{L}+\\s){0,2}${OUTPUT}|${OUTPUT}\\sof\\s(?:this|my)\\s(?:\\p{L}+\\s){0,2}should|when(?:ever)?\\syou\\s(?:describe|summari[sz]e|draft|quote)|(?:everything|anything|whatever|all|message|mail|text)\\s(?:that\\s)?you\\s(?:write|draft|answer|generate|output)`,
  ],
  [
    'answer',
    `${BEGINS}(?:summari[sz]e|describe|categori[sz]e|classify|translate|rewrite|rephrase|portray)\\s(?:this|these|the|my|me|all|every|everything|each|him|her|them|it)(?![\\p{L}\\p{N}])`,
  ],
  [
    'answer',
    `${BEGINS}(?:say|state|claim|write|mention|pretend|tell (?:them|everyone|the \\p{L}+))\\sthat\\s|${BEGINS}(?:add|append|use|include|insert|repeat)\\sthe\\s(?:hash ?tag|words?|phrase|link|sentence|name)\\s|${BEGINS}replace\\sthe\\s|for\\severy\\sother\\s(?:activity|post|entry|item|answer)|${BEGINS}write\\s(?:me\\s)?(?:a|an)\\s(?:poem|song|recipe|story|joke|review|letter)`,
  ],
  [
    'answer',
    `(?:respond|reply|answer)\\s(?:only\\s)?with\\s|the\\sright\\s(?:reply|answer|response)\\sis|output\\sformat\\s?:|if\\syou\\s(?:generate|write|draft)\\s(?:an?|the)\\s(?:e-?mail|message|summary|answer)|from\\s(?:now|here)\\son,?\\s(?:you|refer|call|speak|write|answer)|(?:refer to|call|list|mark|label|treat|present|score)\\s(?:me|us|him|her|them|this (?:person|lead|profile|author|contact)|the author)\\sas\\s|must\\s(?:always\\s)?be\\s(?:called|named|told|described)|make\\ssure\\s(?:the|your|that)\\s(?:\\p{L}+\\s){0,2}(?:outreach|summary|answer|report|e-?mail)|(?:person|author|lead)\\sdescribed\\s(?:here|above|below)|(?:conversation\\sstarters?|outreach\\smessages?|summar(?:y|ies))\\s(?:is|are|must|may|should)(?![\\p{L}\\p{N}])`,
  ],
  [
    'answer',
    `${BEGINS}fass(?:e|en sie)?\\s(?:\\p{L}+\\s){1,4}zusammen|${BEGINS}vat\\s(?:\\p{L}+\\s){1,4}samen|${BEGINS}(?:r\u00e9sume[zr]?|resume|resuma|riassumi|podsumuj|stre\u015b\u0107)\\s(?:ce|cette|ces|est[ea]s?|isto|quest[oa]|ten|t\u0119)|napisz, \u017ce|\u8981\u7d04\u3057\u3066|\u66f8\u3044\u3066\u304f\u3060\u3055\u3044`,
  ],
  [
    'score',
    '(?:rate|score|rank|grade|evaluate|give|assign|award|set)\\s(?:[^\\s.]+\\s){0,8}(?:\\d{1,3}|score|maximum|highest|top|perfect|full marks|fit)',
  ],
  [
    'score',
    '(?:bewerte|bewerten sie|vergib|punktzahl|note|attribue|attribuez|punt[u\u00fa]a|calific\\p{L}*|pontue|avalie|beoordeel|valuta|assegna)\\s(?:[^\\s.]+\\s){0,8}(?:\\d{1,3}|h\u00f6chst\\p{L}*|maxim\\p{L}*|m\u00e1xim\\p{L}*|massim\\p{L}*|hoogste)',
  ],
  [
    'call',
    '(?:call|invoke|run|execute|use|trigger)\\s(?:the |this |a |your )?(?:[^\\s.]+\\s){0,3}(?:tool|function|api|command|endpoint|webhook|script|code)',
  ],
  [
    'call',
    '(?:send|forward|post|e-?mail|upload|delete|transfer|schicke|sende|envoie|envoyez|env\u00eda|envie|stuur|invia)\\s(?:[^\\s.]+\\s){0,6}(?:to |an |\u00e0 |a |para |naar )?(?:[^\\s@]+@[^\\s@]+|https?://|database|records?|leads?|contacts?|keys?|password|kontakte|donn\u00e9es|datos|dados|gegevens|dati)',
  ],
  [
    'call',
    '(?:rufe|f\u00fchre|ex\u00e9cute|ejecuta|execute|voer|esegui|appelle|llama|chame|chiama)\\s(?:[^\\s.]+\\s){0,4}(?:werkzeug|funktion|befehl|outil|fonction|commande|herramienta|funci\u00f3n|comando|ferramenta|fun\u00e7\u00e3o|functie|opdracht|strumento|funzione|api)',
  ],
  [
    'link',
    '(?:visit|open|click|follow|fetch|load|include|add|insert|cite|append|besuche|\u00f6ffne|klicke|f\u00fcge|visite[zr]?|ouvre[zr]?|ajoute[zr]?|visita|abre|a\u00f1ade|incluye|inclua|acesse|bezoek|voeg|apri|aggiungi)\\s(?:[^\\s]+\\s){0,10}(?:https?://|this link|diesen link|ce lien|este enlace|este link|deze link|questo link)',
  ],
  [
    'conceal',
    "(?:do not|don't|never|nicht|ne|no|n\u00e3o|niet|non)\\s(?:\\p{L}+\\s){0,2}(?:mention|reveal|tell|disclose|report|show|erw\u00e4hne\\p{L}*|verrate\\p{L}*|mentionne\\p{L}*|r\u00e9v\u00e8le\\p{L}*|menciones|mencione|reveles|revele|vermeld|menzionare|rivelare)\\s(?:this|these|the|that|anyone|anybody|dies\\p{L}*|ce|cette|est[ea]|deze|dit|quest\\p{L}*|it)",
  ],
];

const COMPILED = PHRASES.map(
  ([kind, source]) => [kind, new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})`, 'giu')] as const,
);

/** Letters of other scripts that look like Latin ones; a word half in Cyrillic is read as it looks. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{ '\u0430': 'a', '\u0435': 'e', '\u043e': 'o', '\u0440': 'p', '\u0441': 'c', '\u0445': 'x' },
  ...{ '\u0443': 'y', '\u0456': 'i', '\u0455': 's', '\u0458': 'j', '\u04bb': 'h', '\u0501': 'd' },
  ...{ '\u03b1': 'a', '\u03b9': 'i', '\u03bf': 'o' },
};
const MIXED = /[a-z][\u0370-\u052f]|[\u0370-\u052f][a-z]/iu;

const asItLooks = (text: string): string =>
  !MIXED.test(text)
    ? text
    : text.replaceAll(/\p{L}+/gu, (word) =>
        MIXED.test(word)
          ? Array.from(word.toLowerCase(), (letter) => LOOK_ALIKES[letter] ?? letter).join('')
          : word,
      );

interface Found extends Span {
  readonly kind: InstructionKind;
}

/** Where a folded text reads like an order, in the order of the text. */
const ordersIn = (folded: string): readonly Found[] => {
  const looks = asItLooks(folded);
  const text = looks.length === folded.length ? looks : folded;
  return COMPILED.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(({ 0: said, index }) => ({
      kind,
      start: index,
      end: index + said.length,
    })),
  ).sort((one, other) => one.start - other.start);
};

/** Letters that nobody sees: soft hyphens, joiners, marks of direction, tags. They hide words from whoever looks for them. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;

/**
 * Marks what in a text reads like an order to a model, for people who look at the raw data. It is a list of phrases: what
 * it does not know it does not mark. No decision to believe a value hangs on it alone.
 */
export function suspiciousInstructions(text: string): readonly SuspiciousInstruction[] {
  const folded = fold(text.replaceAll(UNSEEN, ''));
  const found = ordersIn(folded);
  const once = found.filter(
    ({ kind, start }, at) => !found.slice(0, at).some((one) => one.kind === kind && one.start === start),
  );
  return once.slice(0, MOST_REPORTED).map(({ kind, start: index }) => {
    const start = Math.max(0, index - LEAD_IN);
    return { kind, excerpt: folded.slice(start, start + EXCERPT_LENGTH).trim() };
  });
}

/** A text as a model may read it. */
export interface ReadableText {
  /** Without letters that nobody sees and, where there were orders, without the sentences that hold them. */
  readonly text: string;
  /** What was ordered in the sentences that were cut. */
  readonly orders: readonly InstructionKind[];
}

/**
 * Cuts the sentences of a text that read like orders to a model. A list of phrases finds them, so it is a first fence
 * and not the only one.
 */
export function withoutInstructions(text: string): ReadableText {
  const seen = text.replaceAll(UNSEEN, '');
  const folded = fold(seen);
  const found = ordersIn(folded);
  if (found.length === 0) return { text: seen, orders: [] };
  const sentences = sentencesOf(folded);
  const textOf = ({ start, end }: Span): string => folded.slice(start, end);
  const cut = new Set(sentences.filter((sentence) => ordersIn(textOf(sentence)).length > 0));
  for (const order of found) {
    const touched = sentences.filter(({ start, end }) => start < order.end && order.start < end);
    // An order that goes on over a line or a full stop: all of it goes.
    if (!touched.some((sentence) => cut.has(sentence))) for (const sentence of touched) cut.add(sentence);
  }
  return {
    text: sentences
      .filter((sentence) => !cut.has(sentence))
      .map(textOf)
      .join(' '),
    orders: [...new Set(found.map(({ kind }) => kind))],
  };
}
