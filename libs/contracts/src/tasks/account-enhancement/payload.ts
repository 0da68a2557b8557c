import { z } from 'zod';
import { budgetField } from '../../budget';
import { idText } from '../../storable-text';

/** More than Django ever sends at once; each account is a delivery of its own. */
const MOST_ACCOUNTS = 1000;
/** Longer than any address of a website; what it is worth is judged when the account is looked at. */
const LONGEST_WEBSITE = 2048;

const website = z.string().max(LONGEST_WEBSITE).nullable();

const account = z.looseObject({ account_id: idText(), website });

const common = {
  job_id: idText(500).nullish(),
  max_retries: z.number().int().min(1).max(50).nullish(),
  budget_usd: budgetField(),
};

const bulk = z
  .looseObject({ accounts: z.array(account).min(1).max(MOST_ACCOUNTS), ...common })
  .refine(({ accounts }) => new Set(accounts.map(({ account_id: id }) => id)).size === accounts.length, {
    path: ['accounts'],
    message: 'must not name an account twice',
  });

const single = z.looseObject({ account_id: idText(), website, ...common });

/** The create call of `account_enhancement`: a list of accounts, as Django sends it, or one account at the top. */
export const accountEnhancementPayload = z.union([bulk, single]);

/** See {@link accountEnhancementPayload}. */
export type AccountEnhancementPayload = z.infer<typeof accountEnhancementPayload>;

/** One account of a request. */
export interface RequestedAccount {
  readonly accountId: string;
  /** As it was sent. */
  readonly website: string | null;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const oneOf = (value: unknown): RequestedAccount[] => {
  const { account_id: id, website: site } = (value ?? {}) as Record<string, unknown>;
  return isText(id) ? [{ accountId: id, website: isText(site) ? site : null }] : [];
};

/** The accounts of a payload in either form; of one that could not be read, as far as they are known. */
export function accountsIn(payload: Partial<AccountEnhancementPayload>): RequestedAccount[] {
  const listed = (payload as { readonly accounts?: unknown }).accounts;
  return Array.isArray(listed) ? listed.flatMap(oneOf) : oneOf(payload);
}
