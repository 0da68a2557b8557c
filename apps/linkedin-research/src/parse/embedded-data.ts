import { z } from 'zod';
import type { Author, Counts, Media, Profile } from './activity';
import { emptyPost, NO_COUNTS, type ShownCard, type ShownHeader, type ShownPost } from './card';
import { reactionOfCode } from './header-verb';
import { postsIn } from './linkedin-ids';
import { profileLink, profileOf } from './profile-link';
import { ageLineOf, authorOf } from './shown-parts';

/** Type names of LinkedIn's own data, as saved pages hold them. */
const UPDATE = 'com.linkedin.voyager.dash.feed.Update';
const COUNTS = 'com.linkedin.voyager.dash.feed.SocialActivityCounts';

const words = z.looseObject({ text: z.string().nullish() }).nullish();
const target = z.looseObject({ actionTarget: z.string().nullish() }).nullish();
const actor = z
  .looseObject({ name: words, description: words, subDescription: words, navigationContext: target })
  .nullish();
const update = z.looseObject({
  entityUrn: z.string().nullish(),
  metadata: z.looseObject({ backendUrn: z.string().nullish() }).nullish(),
  actor,
  header: z.looseObject({ text: words, navigationContext: target }).nullish(),
  commentary: z.looseObject({ text: words }).nullish(),
  content: z.record(z.string(), z.unknown()).nullish(),
  '*resharedUpdate': z.string().nullish(),
});
const numbers = z.looseObject({
  entityUrn: z.string().nullish(),
  numLikes: z.number().int().nullish(),
  numComments: z.number().int().nullish(),
  numShares: z.number().int().nullish(),
  reactionTypeCounts: z
    .array(z.looseObject({ reactionType: z.string(), count: z.number().nullish() }))
    .nullish(),
});
const document = z.looseObject({ included: z.array(z.unknown()) });
const entity = z.looseObject({ $type: z.string().nullish() });

/** A saved page has some thousand entities, of which a hundred are posts. */
const MOST_ENTITIES = 20_000;
const MOST_UPDATES = 1_000;
/** LinkedIn takes 3,000 characters for a post. */
const LONGEST_TEXT = 20_000;

type Update = z.infer<typeof update>;

const MEDIA: Readonly<Record<string, Media['kind']>> = {
  imageComponent: 'image',
  linkedInVideoComponent: 'video',
  externalVideoComponent: 'video',
  articleComponent: 'article',
  documentComponent: 'document',
  eventComponent: 'event',
  pollComponent: 'poll',
  jobComponent: 'job',
  newsletterComponent: 'newsletter',
};

const titleOf = (component: unknown): string | null => {
  const titled = z.looseObject({ title: words }).safeParse(component);
  return titled.data?.title?.text ?? null;
};

const mediaIn = (content: Update['content']): Media[] =>
  Object.entries(content ?? {}).flatMap(([name, component]) => {
    const kind = MEDIA[name];
    return kind === undefined || component === null ? [] : [{ kind, title: titleOf(component) }];
  });

const HASHTAG = /(?<![\p{L}\p{N}_])#([\p{L}\p{N}_]+)/gu;

function postOf(data: Update): ShownPost {
  const post = emptyPost();
  const link = profileLink(data.actor?.navigationContext?.actionTarget ?? '');
  const name = data.actor?.name?.text ?? '';
  const author: Author | null =
    name === '' && link === undefined ? null : authorOf(name, link, data.actor?.description?.text ?? null);
  const line = ageLineOf(data.actor?.subDescription?.text ?? '', '');
  const text = (data.commentary?.text?.text ?? '').slice(0, LONGEST_TEXT).trim();
  post.author = author;
  post.text = text === '' ? null : text;
  post.age = line.age;
  post.edited = line.edited;
  post.sponsored = line.sponsored;
  post.hashtags.push(...[...text.matchAll(HASHTAG)].map(([, tag]) => tag ?? ''));
  post.media.push(...mediaIn(data.content));
  return post;
}

/** "Ines Okafor commented on this": the link leads to who acted, and the name stands first. */
function headerOf(data: Update): ShownHeader | null {
  const text = data.header?.text?.text ?? '';
  if (text === '') return null;
  const link = profileLink(data.header?.navigationContext?.actionTarget ?? '');
  const people: Profile[] = link === undefined ? [] : [profileOf('', link)];
  return { people, words: text };
}

const refOf = (data: Update) =>
  postsIn(data.metadata?.backendUrn ?? '')
    .concat(postsIn(data.entityUrn ?? ''))
    .slice(0, 1);

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** True for a text that may hold LinkedIn's own data on posts; reading it is the proof. */
export const mayHoldUpdates = (text: string): boolean => text.includes(UPDATE);

/** The posts in LinkedIn's own data, which a saved page carries beside its markup. */
export function embeddedCards(text: string): ShownCard[] {
  const included = (document.safeParse(parsedJson(text)).data?.included ?? [])
    .slice(0, MOST_ENTITIES)
    .map((one) => entity.safeParse(one).data)
    .filter((one) => one !== undefined);
  const counts = new Map<string, z.infer<typeof numbers>>();
  for (const one of included) {
    const read = one.$type === COUNTS ? numbers.safeParse(one).data : undefined;
    const [ref] = postsIn(read?.entityUrn ?? '');
    if (read !== undefined && ref !== undefined) counts.set(ref.id, read);
  }
  const updates = included
    .filter(({ $type }) => $type === UPDATE)
    .slice(0, MOST_UPDATES)
    .map((one): Update | undefined => update.safeParse(one).data)
    .filter((one) => one !== undefined);
  const byUrn = new Map(updates.map((one) => [one.entityUrn ?? '', one]));
  const inner = new Set(updates.flatMap((one) => one['*resharedUpdate'] ?? []));
  return updates
    .filter(({ entityUrn }) => !inner.has(entityUrn ?? ''))
    .map((one) => cardOf(one, byUrn.get(one['*resharedUpdate'] ?? ''), counts));
}

function cardOf(
  data: Update,
  reshared: Update | undefined,
  known: ReadonlyMap<string, z.infer<typeof numbers>>,
): ShownCard {
  const post = postOf(data);
  const refs = refOf(data);
  const quoted = reshared === undefined ? null : postOf(reshared);
  quoted?.refs.push(...(reshared === undefined ? [] : refOf(reshared)));
  const shown = known.get(refs[0]?.id ?? '');
  const counts: Counts =
    shown === undefined
      ? NO_COUNTS
      : {
          reactions: shown.numLikes ?? null,
          comments: shown.numComments ?? null,
          reposts: shown.numShares ?? null,
        };
  const byCount = [...(shown?.reactionTypeCounts ?? [])].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  return {
    build: 'embedded_data',
    refs,
    header: headerOf(data),
    post,
    quoted,
    comments: [],
    counts,
    reactionKinds: byCount.slice(0, 3).map(({ reactionType }) => reactionOfCode(reactionType)),
    sponsored: post.sponsored,
    missing: post.author === null ? ['author'] : [],
  };
}
