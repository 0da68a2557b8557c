import { fold } from './fold';

/**
 * Words by which a text speaks to whoever scores it instead of telling of a person. Folded; each pattern is a fixed
 * sequence with at most one bounded gap, so that a long text costs no more than its length.
 */
const ORDERS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instructions?|rules?|prompts?|criteri\w+|above|previous|prior|everything|rubric|system|text|guidelines?)\b/u,
  /\b(fit|lead|match|persona)[ _-]?scores?\b/u,
  /\b(score|rate|rank|mark|grade|classify|treat|evaluate|count|label|qualify|select|recommend|rated?|consider) (me|him|her|them|this (lead|person|profile|candidate|contact|prospect)|the (lead|person|profile|candidate|contact|prospect))\b/u,
  /\b(system prompt|system message|new instructions?|developer message|prompt injection|json|language model|llm|chatgpt|gpt-?\d|gemini|claude)\b.{0,60}\b(must|should|please|now|return|answer|output|respond|write|set|say|give|reply)\b/u,
  /\b(you are|act as|as) (an? |the )?(ai|assistant|language model|llm|bot|model|scorer|evaluator|agent|recruiter bot)\b/u,
  /\b(answer|respond|reply|return|output|write|set|print|say)\b.{0,30}\b(yes|true|100|buyer|qualified|fit_score|null|maximum|highest)\b/u,
  /\b(criteri(on|a|um|ums)|signals?|rubric|exclusions?)\b.{0,40}\b(met|fulfilled|satisfied|yes|true|apply|applies|passed|matched|proven|confirmed|erfullt|rempli|remplis|cumplid\w+|soddisfatt\w+|voldaan)\b/u,
  /\b(all|every|each) (of the )?(criteri\w+|signals?|questions?)\b/u,
  /\b(give|award|assign|grant|add)\b.{0,30}\b(points?|score|100|maximum|highest|full marks)\b/u,
  /<\/?(system|assistant|user|data|instructions?|prompt|leads?)\b/u,
  /\b(ignoriere?n?|vergiss|missachte)\b.{0,40}\b(anweisung\w*|regeln?|vorgaben?|alles)\b/u,
  /\b(bewerte|beurteile|stufe)\b.{0,20}\b(mich|diese person|dieses profil|diesen kontakt)\b/u,
  /\b(ignore[zr]?|oublie[zr]?)\b.{0,40}\b(instructions?|consignes?|regles?)\b/u,
  /\b(note[zr]?|evalue[zr]?|classe[zr]?)[ -](moi|ce profil|cette personne)\b/u,
  /\b(ignora|ignore|olvida)\b.{0,40}\b(instrucciones|reglas|istruzioni|regole)\b/u,
  /\b(puntua|califica|valora|valuta|valutami|puntuame|calificame)\b.{0,20}\b(me|este perfil|a esta persona|questo profilo|questa persona|maxim\w+|massim\w+|100)\b/u,
  /\b(negeer|vergeet)\b.{0,40}\b(instructies|regels|alles)\b/u,
  /\b(beoordeel|geef)\b.{0,20}\b(mij|dit profiel|deze persoon|punten|hoogste)\b/u,
  /\bdo not (lower|reduce|penali[sz]e|exclude|reject|disqualify)\b/u,
  /\b(this|the) (lead|profile|person|candidate|contact|prospect) (is|must be|should be|has been) (a |an |the )?(perfect|ideal|best|qualified|buyer|verified|approved|pre-?approved|top)\b/u,
];

/** What of a long text is looked at; no field of a profile is longer. */
const LONGEST_TEXT = 20_000;

/** The words by which a text gives orders to its reader; undefined when it gives none. */
export function orderIn(text: string): string | undefined {
  const folded = fold(text.slice(0, LONGEST_TEXT));
  for (const order of ORDERS) {
    const found = order.exec(folded)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}
