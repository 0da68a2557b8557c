import type { PersonProfile } from '@userport/providers/enrichlayer';
import { leadOf, type Lead } from './lead';
import { mergeProfile } from './merge-profile';
import type { Organization } from './organization';
import { personFor, profileFor } from './testing';

const organization: Organization = {
  apolloId: 'org-1',
  name: 'Northwind Robotics',
  domain: 'northwind-robotics.example',
  employees: null,
  revenueUsd: null,
  notes: [],
};
const base = leadOf(personFor('a', { headline: 'By Apollo', city: 'Cork' }), organization, 'revealed');
const since = (start: string | null): Lead => ({
  ...base,
  current: base.current === null ? null : { ...base.current, start_date: start },
});

type Job = PersonProfile['employments'][number];
const job = (more: Partial<Job> = {}): Job => ({
  title: 'VP Operations',
  description: 'Runs all sites.',
  company: 'Northwind Robotics B.V.',
  companyUrl: null,
  location: 'Eindhoven',
  start: { year: 2025, month: 6, day: 1 },
  end: null,
  isCurrent: true,
  ...more,
});
const other = job({ company: 'Harbour Mills', title: 'COO' });
const merged = (lead: Lead, employments: readonly Job[], more: Partial<PersonProfile> = {}) =>
  mergeProfile(lead, profileFor('u', { headline: 'By the profile', employments: [...employments], ...more }));

describe('mergeProfile', () => {
  it('same company, fresher: takes the profile’s jobs, headline and place, and drops the old level', () => {
    const lead = merged(since('2023-03-01'), [job(), job({ company: 'Harbour Mills', isCurrent: false })], {
      city: 'Delft',
    });
    expect(lead.current).toEqual({
      title: 'VP Operations',
      organization_name: 'Northwind Robotics B.V.',
      description: 'Runs all sites.',
      start_date: '2025-06-01',
      end_date: null,
      location: 'Eindhoven',
      department: null,
      seniority: null,
      functions: [],
      subdepartments: [],
    });
    expect(lead.others.map(({ organization_name: name }) => name)).toEqual(['Harbour Mills']);
    expect([lead.headline, lead.place.city, lead.atCompany]).toEqual(['By the profile', 'Delft', 'here']);
  });

  it('same company, not fresher: fills descriptions, location and dates alone', () => {
    const lead = merged(since('2025-06-01'), [job({ location: 'Eindhoven' })]);
    expect(lead.current).toMatchObject({
      title: 'VP Operations',
      seniority: 'vp',
      description: 'Runs all sites.',
      location: 'Eindhoven',
      start_date: '2025-06-01',
    });
    expect([lead.headline, lead.place.city, lead.atCompany]).toEqual(['By Apollo', 'Cork', 'here']);
  });

  it('same company, another title: fills nothing into the job', () => {
    const lead = merged(since('2025-06-01'), [job({ title: 'Chief of Nothing At All' })]);
    expect(lead.current?.description).toBeNull();
  });

  it('another company, fresher: has left, and keeps what Apollo said', () => {
    const lead = merged(since('2023-03-01'), [other]);
    expect([lead.atCompany, lead.current?.title, lead.headline]).toEqual([
      'left',
      'VP Operations',
      'By Apollo',
    ]);
  });

  it('another company, not fresher: is still here', () => {
    expect(merged(since('2025-06-01'), [other]).atCompany).toBe('here');
    expect(merged(since(null), [other]).atCompany).toBe('here');
  });

  it('another company, not fresher, and the job here has ended by the profile: has left', () => {
    const ended = (year: number) => job({ isCurrent: false, end: { year, month: null, day: null } });
    const old = job({ ...other, start: { year: 2019, month: 1, day: null } });
    expect(merged(since('2023-03-01'), [old, ended(2025)]).atCompany).toBe('left');
    expect(merged(since('2023-03-01'), [ended(2023)]).atCompany).toBe('left');
    expect(merged(since('2023-03-01'), [old, ended(2022)]).atCompany).toBe('here');
    expect(merged(since('2023-03-01'), [job(), ended(2025)]).atCompany).toBe('here');
  });

  it('is not fresher by a date that is less precise and may be the same', () => {
    const year = job({ start: { year: 2025, month: null, day: null } });
    expect(merged(since('2025-03-01'), [year]).current?.seniority).toBe('vp');
    expect(merged(since('2024-12-01'), [year]).current?.start_date).toBe('2025');
  });

  it('fills a missing date without calling the profile fresher', () => {
    const lead = merged(since(null), [job({ start: { year: 2024, month: 2, day: null } })]);
    expect([lead.current?.start_date, lead.current?.seniority]).toEqual(['2024-02', 'vp']);
  });

  it('takes the most alike of several present jobs', () => {
    const near = job({ company: 'Northwind Robots', start: { year: 2026, month: 1, day: 1 } });
    expect(
      merged(since('2023-01-01'), [near, job({ company: 'Northwind Robotics' })]).current?.start_date,
    ).toBe('2025-06-01');
  });

  it('always takes what people say of themselves', () => {
    const lead = merged(since('2025-06-01'), [], {
      about: 'Plans shifts.',
      photoUrl: 'https://img.example/p.jpg',
      connections: 500,
      followers: 7,
      updatedAt: '2026-10-02T08:00:00Z',
      education: [
        {
          school: 'TU Delft',
          degree: 'MSc',
          field: 'Robotics',
          description: null,
          start: { year: 2004, month: 9, day: null },
          end: null,
        },
      ],
      certifications: [{ name: 'Lean', authority: 'TÜV', url: null, start: null, end: null }],
      projects: [{ title: 'P', description: null, url: null, start: null, end: null }],
      publications: [{ title: 'Q', publisher: null, description: null, url: null, publishedOn: null }],
      honors: [{ title: 'H', issuer: null, description: null, issuedOn: { year: 2020, month: 1, day: 2 } }],
      volunteerWork: [{ title: 'V', company: 'C', cause: null, description: null, start: null, end: null }],
      groups: [{ name: 'G', url: null }],
      recommendations: ['R'],
    });
    expect(lead).toMatchObject({
      stage: 'enriched',
      about: 'Plans shifts.',
      profile: {
        photoUrl: 'https://img.example/p.jpg',
        connections: 500,
        followers: 7,
        education: [
          {
            school: 'TU Delft',
            degree_name: 'MSc',
            field_of_study: 'Robotics',
            starts_at: '2004-09',
            ends_at: null,
          },
        ],
        certifications: [{ name: 'Lean', authority: 'TÜV' }],
        projects: [{ title: 'P' }],
        publications: [{ name: 'Q', published_on: null }],
        honors: [{ title: 'H', issued_on: '2020-01-02' }],
        volunteerWork: [{ title: 'V', company: 'C' }],
        groups: [{ name: 'G' }],
        recommendations: ['R'],
      },
    });
  });

  it('takes a profile that tells nothing', () => {
    expect(merged(base, [], { headline: null })).toMatchObject({
      about: null,
      atCompany: 'here',
      headline: 'By Apollo',
    });
  });
});
