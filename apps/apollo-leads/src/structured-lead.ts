import type { JsonObject } from '@userport/contracts';
import type { StructuredLead } from '@userport/contracts/apollo-leads';
import type { Lead } from './lead';
import type { Organization } from './organization';

/** Widest address that Django's column takes; one that is longer would lose its whole page, and a cut one is nobody's. */
const LONGEST_URL = 512;

/** Why somebody cannot be delivered. */
export type NotDelivered = 'not revealed' | 'without LinkedIn address' | 'LinkedIn address too long';

/** Whether Django can take a lead; its identity there is the LinkedIn address. */
export function whyNotDelivered({ stage, person }: Lead): NotDelivered | undefined {
  if (person.linkedinUrl === null || person.linkedinUrl === '')
    return stage === 'found' ? 'not revealed' : 'without LinkedIn address';
  return person.linkedinUrl.length > LONGEST_URL ? 'LinkedIn address too long' : undefined;
}

const fullNameOf = ({ name, firstName, lastName }: Lead['person']): string | null => {
  const joined = [firstName, lastName].filter((part) => part !== null).join(' ');
  return name ?? (joined === '' ? null : joined);
};

const lists = ({ profile }: Lead) => ({
  education: profile?.education ?? [],
  projects: profile?.projects ?? [],
  publications: profile?.publications ?? [],
  groups: profile?.groups ?? [],
  certifications: profile?.certifications ?? [],
  honor_awards: profile?.honors ?? [],
});

const qualityOf = ({ profile, person }: Lead): JsonObject => ({
  existence_level: profile === null ? 'revealed' : 'profile',
  email_domain_catchall: null,
  profile_photo_url: profile?.photoUrl ?? person.photoUrl,
  last_updated: profile?.updatedAt ?? person.refreshedAt,
});

/** A lead in the form that Django stores; the LinkedIn address byte for byte as Apollo gave it. */
export function structuredLead(lead: Lead, linkedinUrl: string, { domain }: Organization): StructuredLead {
  const { person, current, place } = lead;
  return {
    id: lead.id,
    linkedin_url: linkedinUrl,
    first_name: person.firstName,
    last_name: person.lastName,
    full_name: fullNameOf(person),
    headline: lead.headline,
    about: lead.about,
    current_employment: current,
    other_employments: lead.others,
    contact_info: { email: person.email, email_status: person.emailStatus, phone_numbers: [] },
    location: { ...place },
    organization: { name: person.organizationName, primary_domain: person.organizationDomain ?? domain },
    social_profiles: {
      linkedin_url: linkedinUrl,
      twitter_url: person.twitterUrl,
      github_url: person.githubUrl,
      facebook_url: person.facebookUrl,
    },
    ...lists(lead),
    data_quality: qualityOf(lead),
  };
}
