import { z } from 'zod';

const text = z.string().nullish();
const usage = z.object({ tokens: z.number().nonnegative().nullish() }).nullish();

/** Label to address, or pairs of both; some servers send one, some the other. */
const images = z
  .union([z.record(z.string(), z.string()), z.array(z.tuple([z.string(), z.string()])), z.array(z.string())])
  .nullish();

/** A page as the reader tells it: https://github.com/jina-ai/reader, `FormattedPage`. */
export const readerAnswer = z.object({
  data: z.object({
    title: text,
    description: text,
    /** Where the page stood in the end. */
    url: text,
    content: text,
    html: text,
    images,
    publishedTime: text,
    /** Sentences, one a line; among them the status of the page when it was an error. */
    warning: text,
    usage,
  }),
  meta: z.object({ usage }).nullish(),
});

/** See {@link readerAnswer}. */
export type ReaderAnswer = z.infer<typeof readerAnswer>;

/** What the search found; the page's text is missing where it did not arrive in time or was not asked for. */
export const searchAnswer = z.object({
  data: z.array(
    z.object({ title: text, url: z.string(), description: text, date: text, content: text, usage }),
  ),
  meta: z.object({ usage }).nullish(),
});

/** See {@link searchAnswer}. */
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** An error's body. `status` has five digits, of which the first three are the HTTP status. */
export const jinaError = z.object({
  status: z.number().nullish(),
  name: z.string().nullish(),
  message: z.string().nullish(),
  retryAfter: z.number().nonnegative().nullish(),
  retryAfterDate: z.string().nullish(),
});

const keptText = z.object({ text: z.string(), cut: z.boolean(), cleaned: z.number() });

/** A page in our own words, as it is given and kept. */
export const page = keptText.extend({
  url: z.string(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  publishedTime: z.string().nullable(),
  /** What the vendor warns of: that the page asks for a captcha, or was not loaded to its end. */
  warning: z.string().nullable(),
  images: z.array(z.object({ label: z.string(), url: z.string() })),
});

/** Found pages in our own words. */
export const found = z.array(
  z.object({
    url: z.string(),
    title: z.string().nullable(),
    description: z.string().nullable(),
    date: z.string().nullable(),
    /** The page's text; null where there is none. */
    page: keptText.nullable(),
  }),
);

/** A page that was read. */
export type JinaPage = z.infer<typeof page>;

/** Pages that were found, best first. */
export type JinaFound = z.infer<typeof found>;
