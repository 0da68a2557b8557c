const oneOf = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|').replaceAll(' ', '\\s+')})(?![\\p{L}\\p{N}])`, 'giu');

/** What people write to be polite; it says nothing of them. */
export const GREETINGS = oneOf([
  ...[
    'happy birthday',
    'happy (?:work )?anniversary',
    'happy new year',
    'merry christmas',
    'happy holidays',
    'happy friday',
  ],
  ...[
    '(?:huge |many |warm |heartfelt )?congrat(?:s|ulations)(?: to you| to all| on your new (?:role|job|position))?',
  ],
  ...[
    '(?:so |very )?well deserved',
    '(?:all the )?best of luck',
    'good luck',
    'all the best(?: to you)?',
    'welcome aboard',
  ],
  ...[
    'thank you(?: so much| very much)?(?: for sharing(?: this)?)?',
    'thanks(?: a lot| so much)?(?: for sharing(?: this)?)?',
  ],
  ...[
    'great (?:post|read|stuff|work|job|article|news)',
    'nice (?:post|work|one)',
    'love this',
    'so true',
    "couldn't agree more",
  ],
  ...[
    '(?:so |very )?(?:proud|happy|excited|thrilled) for you',
    'keep up the (?:good|great) work',
    'in your new (?:role|job|position)',
  ],
  ...[
    'herzlichen gl\u00fcckwunsch',
    'alles gute(?: zum geburtstag)?',
    'viel erfolg',
    'vielen dank(?: f\u00fcrs? teilen)?',
    'frohe weihnachten',
  ],
  ...[
    'f\u00e9licitations',
    'joyeux anniversaire',
    'bonne chance',
    'merci(?: beaucoup)?(?: pour le partage)?',
    'bravo',
  ],
  ...[
    'felicidades',
    'felicitaciones',
    'feliz cumplea\u00f1os',
    'mucha suerte',
    'gracias por compartir',
    'parab\u00e9ns',
    'boa sorte',
    'obrigad[oa] por compartilhar',
  ],
  ...[
    'gefeliciteerd',
    'veel succes',
    'bedankt voor het delen',
    'congratulazioni',
    'buona fortuna',
    'grazie per la condivisione',
    'buon compleanno',
  ],
]);

/** Judgements about a person that nobody may draw from posts: character, health, politics, religion. */
export const DIAGNOSES = oneOf([
  ...[
    'narciss\\p{L}*',
    'introver\\p{L}*',
    'extrover\\p{L}*',
    'neurotic\\p{L}*',
    'psycho\\p{L}*',
    'arrogan\\p{L}*',
    'insecure',
    'egois\\p{L}*',
    'egocentric\\p{L}*',
  ],
  ...[
    'manipulat\\p{L}*',
    'dishonest',
    'lazy',
    'stubborn',
    'impulsive',
    'perfectionis\\p{L}*',
    'empath\\p{L}*',
    'charismatic',
    'personality type',
    'myers-briggs',
    'mbti',
    'big five',
  ],
  ...[
    'depress\\p{L}*',
    'anxi(?:ety|ous)',
    'burn(?:ed|t)?[- ]?out',
    'adhd',
    'autis\\p{L}*',
    'bipolar',
    'illness',
    'disease',
    'cancer',
    'pregnan\\p{L}*',
    'disab(?:led|ility)',
    'mental health',
    'therapy',
    'diagnos\\p{L}*',
  ],
  ...[
    'republican\\p{L}*',
    'democrats?',
    'left-wing',
    'right-wing',
    'conservative',
    'liberal',
    'socialis\\p{L}*',
    'communis\\p{L}*',
    'political(?:ly)? (?:view\\p{L}*|leaning\\p{L}*|belief\\p{L}*|active)',
    'voted? for',
  ],
  ...[
    'christian\\p{L}*',
    'catholic\\p{L}*',
    'muslim\\p{L}*',
    'islam\\p{L}*',
    'jew(?:s|ish)?',
    'hindu\\p{L}*',
    'buddhis\\p{L}*',
    'atheis\\p{L}*',
    'religio\\p{L}*',
    'faith',
    'church',
  ],
  ...['gay', 'lesbian', 'bisexual', 'sexual orientation', 'ethnic\\p{L}*'],
]);

/** Numbers in words, and what makes a number of a word. "One" is left out: it is a pronoun too. */
export const NUMBER_WORDS = oneOf([
  ...[
    'two',
    'three',
    'four',
    'five',
    'six',
    'seven',
    'eight',
    'nine',
    'ten',
    'eleven',
    'twelve',
    'fifteen',
    'twenty',
    'thirty',
    'forty',
    'fifty',
    'sixty',
    'seventy',
    'eighty',
    'ninety',
  ],
  ...[
    '(?:a )?(?:couple|dozen|hundred|thousand|million|billion)s?',
    'half',
    'third',
    'quarter',
    'twice',
    'double[ds]?',
    'triple[ds]?',
    'tenfold',
    'decades?',
    'percent',
    'per cent',
  ],
  ...[
    'zwei',
    'drei',
    'vier',
    'f\u00fcnf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'zwanzig',
    'hundert',
    'tausend',
    'millionen',
    'prozent',
  ],
  ...[
    'deux',
    'trois',
    'quatre',
    'cinq',
    'dix',
    'vingt',
    'cent',
    'mille',
    'dos',
    'tres',
    'cuatro',
    'cinco',
    'diez',
    'cien',
    'mil',
    'dois',
    'dez',
    'twee',
    'drie',
    'tien',
    'due',
    'tre',
    'dieci',
    'cento',
  ],
]);

/** Times that are no dates but claim one. */
export const TIME_WORDS = oneOf([
  ...[
    'january',
    'february',
    'march',
    'april',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  ...[
    'yesterday',
    'tomorrow',
    'tonight',
    '(?:last|next|this|past) (?:week|month|quarter|year|spring|summer|autumn|fall|winter)',
    '\\p{L}+ (?:days?|weeks?|months?|years?) ago',
    'q[1-4]',
  ],
  ...[
    'gestern',
    'morgen',
    '(?:letzte|n\u00e4chste|diese)[nrs]? (?:woche|monat|quartal|jahr)',
    'hier',
    'la semaine derni\u00e8re',
    'le mois dernier',
    'ayer',
    'la semana pasada',
    'ontem',
    'vorige week',
    'ieri',
  ],
]);

/** Words with which sentences begin; any other capital at the beginning may be a name. */
export const BEGINNINGS: ReadonlySet<string> = new Set(
  (
    'a about after all also always an and any are as ask asks at based be because before being between both building but by can care cares ' +
    'caring celebrates comments congrats congratulations consider could curious customers did discusses do does during each encourages engages enjoyed enjoys every ' +
    "everyone explains few focuses focused focusing for from given glad good great had has have having he hello her here hey hi his hope how i i'd i'll i'm " +
    "i've if in interested interest is it it's its just keeps keep let let's like likes listening looking love loved loves made makes many maybe mentions " +
    'more most much my new no not noticed noticing now of often on once or our over people perhaps posts posted prefers promotes quite read reading really reflects regularly repeatedly ' +
    'saw scaling see seeing seems share shared shares she should shows since so some someone sounds speaks strong such supports sure take talks teams tends thank ' +
    "thanks that that's the their them then there these they they're this those though to tone too topics tries true under until uses usually value " +
    "values very want wants warehouse was we we're we'd we've well were what what's when where whether which while who why will with without wonder wondering " +
    "work working works would write writes writing yes you you'd you're you've your yours advocates champions cites describes formats frequency prefer refers " +
    // What somebody does who is described.
    'admits advises agrees announced announces announcing answers applauds appreciates argues asked asking believes builds built calls challenges claims ' +
    'commented commenting compares concludes confirms congratulates connects counted counts credits criticises criticizes cuts defends demands demonstrates details ' +
    'draws emphasises emphasizes endorses expects explores expresses finds frames gets gives helped helping helps hints hires hiring hosts illustrates insists ' +
    'introduces introducing invites joined joins launched launches lays leads learns lists looks marks measures mentioning moved moves moving names notes ' +
    'observes offers opened opening opens outlines paints planning plans points posting praises presents proposes proves provides publishes puts raises ' +
    'reacted reacts recommends recounts relates reminds repeats replied replies reported reports reposted reposts responded responds reveals reviews runs says ' +
    'sends sets sharing signals started starting starts stated states stresses suggested suggests summarises summarizes taken takes teaches tells thanked thanking ' +
    'thinks treats trusts turns uses using warns welcomes wonders became began bought changed changes closed expanded expands found got grew grows hired left led lost ' +
    'plays prepares promoted raised ran received runs said serves spoke spent stepped switched took visited won wrote ' +
    // What somebody is advised to do.
    'avoid begin bring compliment connect do emphasise emphasize frame highlight invite leave link mention name offer point position praise propose quote reference ' +
    'refer show skip speak start stay suggest talk tie use wait ' +
    'again against almost already along among another around away back behind below beside beyond both despite either even ever except far however inside instead later ' +
    'less maybe might must near need needs neither never nobody none nothing off onto other others otherwise outside part per rather same sometimes soon still such than ' +
    'somebody something anybody anything everybody everything thus together toward towards twice under until up upon via whatever within yet ' +
    // Who and what is described, and how.
    'author brief calm clear colleague comment concise direct factual first friendly humorous informal lead mostly next open opinion person plain positive post ' +
    'practical questions reaction recently repeated reply repost several short warm writer'
  ).split(' '),
);

/** Capitals that are no names. */
export const NO_NAMES: ReadonlySet<string> = new Set([
  'i',
  "i'd",
  "i'll",
  "i'm",
  "i've",
  'linkedin',
  'ok',
  'ps',
  'hi',
]);
