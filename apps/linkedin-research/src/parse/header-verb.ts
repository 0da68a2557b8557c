import type { ActivityKind, ReactionKind } from './activity';

/** What the line above a card says that somebody did. */
export interface HeaderVerb {
  readonly kind: Exclude<ActivityKind, 'post'>;
  readonly reaction: ReactionKind | null;
}

const reacted = (reaction: ReactionKind): HeaderVerb => ({ kind: 'reaction', reaction });

/**
 * Stems of the verbs in the interface's ten languages; the first that occurs decides, so the narrower stand first
 * ("replied to a comment" before "comment", "finds this funny" before "likes").
 */
const VERBS: readonly (readonly [RegExp, HeaderVerb])[] = [
  [
    /repl(?:ied|ies)\b|geantwortet|répondu|respondi|respondeu|beantwoord|risposto|odpowiedzia|yanıt|返信/u,
    { kind: 'reply', reaction: null },
  ],
  [/comment|kommentier|gereageerd|coment|skomentowa|yorum|コメント/u, { kind: 'comment', reaction: null }],
  [
    /repost|shared|geteilt|republi|partag|diffus[éi]|compart|gedeeld|ripubblica|diffuso|condivi|udostępni|yeniden|paylaş|再投稿|シェア/u,
    { kind: 'repost', reaction: null },
  ],
  [
    /funny|lustig|witzig|drôle|divertid|engraçad|grappig|divertente|zabawn|śmiesz|komik|eğlenceli|面白/u,
    reacted('funny'),
  ],
  [
    /insightful|aufschlussreich|instructif|interesant|interessant|inzichtelijk|interessante|wnikliw|fikir verici|参考/u,
    reacted('insightful'),
  ],
  [
    /celebrat|applaudiert|bravo|celebra|félicit|comemor|parabeniz|viert|festeggia|gratuluj|kutlu|お祝い|賞賛/u,
    reacted('celebrate'),
  ],
  [
    /support|unterstützt|soutien|apoya|apoia|steunt|supporta|sostiene|wspiera|destekli|応援|サポート/u,
    reacted('support'),
  ],
  [
    /\bloves?\b|liebt|wunderbar|adore|encanta|amou|geweldig|adora|uwielbia|bayıldı|sevdi|素晴らしい/u,
    reacted('love'),
  ],
  [
    /\blike[sd]?\b|gefällt|\baime|gusta|recomienda|recomenda|gost(?:ou|a)|curti|leuk|consiglia|piace|poleca|lubi|beğen|いいね/u,
    reacted('like'),
  ],
];

/** Reads the words of a header without the names in it; undefined in a language or for an act that is not known. */
export function headerVerb(words: string): HeaderVerb | undefined {
  const plain = words.normalize('NFKC').toLowerCase();
  return VERBS.find(([stem]) => stem.test(plain))?.[1];
}

/** LinkedIn's names of reactions in data attributes and data, the same in every language. */
const REACTION_CODES: Readonly<Record<string, ReactionKind>> = {
  LIKE: 'like',
  PRAISE: 'celebrate',
  APPRECIATION: 'support',
  EMPATHY: 'love',
  INTEREST: 'insightful',
  ENTERTAINMENT: 'funny',
};

/** A reaction by LinkedIn's own code. */
export const reactionOfCode = (code: string): ReactionKind =>
  REACTION_CODES[code.trim().toUpperCase()] ?? 'unknown';
