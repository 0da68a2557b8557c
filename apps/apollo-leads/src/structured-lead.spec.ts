import { leadOf } from './lead';
import { mergeProfile } from './merge-profile';
import type { Organization } from './organization';
import { structuredLead, whyNotDelivered } from './structured-lead';
import { masked, personFor, profileFor } from './testing';

const organization: Organization = {
  apolloId: 'org-1',
  name: 'Northwind Robotics',
  domain: 'northwind-robotics.example',
  employees: null,
  revenueUsd: null,
  notes: [],
};

describe('structuredLead', () => {
  it('has every field of the contract in its type, and the address byte for byte', () => {
    const url = 'http://www.LinkedIn.com/in/Ines-demo/?trk=x';
    const person = personFor('a', { linkedinUrl: url, headline: 'Runs sites' });
    const lead = mergeProfile(leadOf(person, organization, 'revealed'), profileFor(url, { about: 'About.' }));
    expect(structuredLead(lead, url, organization)).toEqual({
      id: 'a',
      linkedin_url: url,
      first_name: 'Ines',
      last_name: 'Okafor-a',
      full_name: 'Ines Okafor-a',
      headline: 'Runs sites',
      about: 'About.',
      current_employment: {
        title: 'VP Operations',
        organization_name: 'Northwind Robotics',
        description: null,
        start_date: '2023-03-01',
        end_date: null,
        location: null,
        department: 'master_operations',
        seniority: 'vp',
        functions: ['operations'],
        subdepartments: [],
      },
      other_employments: [],
      contact_info: { email: null, email_status: 'verified', phone_numbers: [] },
      location: { city: null, state: null, country: null },
      organization: { name: 'Northwind Robotics', primary_domain: 'northwind-robotics.example' },
      social_profiles: { linkedin_url: url, twitter_url: null, github_url: null, facebook_url: null },
      education: [],
      projects: [],
      publications: [],
      groups: [],
      certifications: [],
      honor_awards: [],
      data_quality: {
        existence_level: 'profile',
        email_domain_catchall: null,
        profile_photo_url: null,
        last_updated: null,
      },
    });
  });

  it('joins a full name where the vendor gives parts alone', () => {
    const lead = leadOf(personFor('a', { name: null, lastName: null }), organization, 'revealed');
    expect(structuredLead(lead, 'u', organization).full_name).toBe('Ines');
  });
});

describe('whyNotDelivered', () => {
  it.each([
    ['somebody not revealed', leadOf(masked(personFor('a')), organization), 'not revealed'],
    [
      'a reveal without address',
      leadOf(personFor('a', { linkedinUrl: null }), organization, 'revealed'),
      'without LinkedIn address',
    ],
    [
      'a long address',
      leadOf(personFor('a', { linkedinUrl: 'x'.repeat(513) }), organization, 'revealed'),
      'LinkedIn address too long',
    ],
    [
      'an address of 512',
      leadOf(personFor('a', { linkedinUrl: 'x'.repeat(512) }), organization, 'revealed'),
      undefined,
    ],
  ])('judges %s', (_what, lead, why) => {
    expect(whyNotDelivered(lead)).toBe(why);
  });
});
