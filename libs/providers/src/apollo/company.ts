import type { Cache } from '@userport/cache';
import { domainNameOf } from '../domain-name';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import { linkedinCompanyUrl } from '../linkedin-page';
import type { Apollo } from './apollo';
import { companyOf } from './organizations';
import { type ApolloRequests, checkBounded, VENDOR } from './requests';
import { apolloCompany, enrichmentAnswer } from './schemas';

const ENDPOINT = 'organization';
const SCHEMA_VERSION = 1;

/** Opens the enrichment of a company. https://docs.apollo.io/reference/organization-enrichment */
export function openCompany(cache: Cache, { buy }: ApolloRequests): Apollo['organization'] {
  return async ({ domain, linkedinUrl, name }, call) => {
    checkBounded(ENDPOINT, [domain, linkedinUrl, name]);
    const query = {
      domain: domain === undefined ? undefined : domainNameOf(domain),
      linkedin_url: linkedinUrl === undefined ? undefined : linkedinCompanyUrl(linkedinUrl),
      name,
    };
    const question = {
      vendor: VENDOR,
      method: ENDPOINT,
      schemaVersion: SCHEMA_VERSION,
      request: query,
      schema: apolloCompany.nullable(),
      maxAgeMs: VENDOR_ANSWER_MS,
    };
    return cache.cached(keptQuery(question, call), async () => {
      const { answer, costUsd } = await buy(
        {
          endpoint: ENDPOINT,
          query,
          schema: enrichmentAnswer,
          mostCredits: 1,
          creditsOf: ({ organization }) => (organization == null ? 0 : 1),
        },
        call,
      );
      const company = answer.organization == null ? null : companyOf(answer.organization);
      return { answer: company, kept: company, costUsd };
    });
  };
}
