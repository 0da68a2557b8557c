import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();

const technology = z.object({
  Name: z.string(),
  Tag: text,
  Categories: z.array(z.string()).nullish(),
  /** All times are ms since 1970. */
  FirstDetected: number,
  LastDetected: number,
  IsPremium: text,
});

const path = z.object({
  Domain: text,
  Url: text,
  SubDomain: text,
  LastIndexed: number,
  Technologies: z.array(technology).nullish(),
});

/** One domain. Absent keys are the rule; `Meta` and `Attributes` stand beside `Result`, not in it. */
export const lookupResult = z.object({
  Lookup: z.string(),
  Result: z.object({ Spend: number, Paths: z.array(path).nullish() }).nullish(),
  Meta: z
    .object({
      CompanyName: text,
      Vertical: text,
      Social: z.array(z.string()).nullish(),
      City: text,
      State: text,
      Country: text,
    })
    .nullish(),
  Attributes: z.object({ Employees: number }).nullish(),
  FirstIndexed: number,
  LastIndexed: number,
  /** From v23 on. */
  SalesRevenue: number,
});

/** See {@link lookupResult}. */
export type LookupResult = z.infer<typeof lookupResult>;

/** An error inside a good answer; some servers send the sentence alone. */
export const lookupError = z.union([
  z.string(),
  z.object({ Code: z.number().nullish(), Message: text, Lookup: text }),
]);

/** See {@link lookupError}. */
export type LookupError = z.infer<typeof lookupError>;

/** https://api.builtwith.com/domain-api */
export const lookupAnswer = z.object({
  Results: z.array(z.unknown()),
  Errors: z.array(lookupError).nullish(),
});

/** A 429's body. */
export const busyBody = z.object({ retryAfterSeconds: z.number().nonnegative() });

const fact = z.string().nullable();

/** What is known of a domain, before it is judged; as it is kept. Times are ISO 8601. */
export const domainFacts = z.object({
  domain: z.string(),
  /** False when the vendor has never seen the domain. */
  isKnown: z.boolean(),
  companyName: fact,
  vertical: fact,
  city: fact,
  state: fact,
  country: fact,
  employees: z.number().nullable(),
  /** What its paid technologies cost a month, estimated by the vendor. */
  monthlySpendUsd: z.number().nullable(),
  salesRevenueUsd: z.number().nullable(),
  social: z.array(z.string()),
  firstIndexed: fact,
  lastIndexed: fact,
  technologies: z.array(
    z.object({
      name: z.string(),
      tags: z.array(z.string()),
      categories: z.array(z.string()),
      firstSeen: fact,
      lastSeen: fact,
      /** Seen when the vendor last looked at a page that had it. */
      isLive: z.boolean(),
      isPremium: z.boolean(),
      /** Sub-domains and pages on which it was seen. */
      paths: z.number(),
    }),
  ),
});

/** See {@link domainFacts}. */
export type DomainFacts = z.infer<typeof domainFacts>;
