import type { Person } from '../world/world';
import { enumerated, type Topic } from './topics';

const profile = (one: Person): string => `https://www.linkedin.com/in/${one.linkedinSlug}`;

/** What can be asked of a person. */
export const PERSON_TOPICS: readonly Topic<Person>[] = [
  {
    name: 'seniority',
    words: /\b(seniority|senior|level|decision maker)\b/i,
    contextKeys: ['seniority'],
    find: (one) => ({
      value: one.seniority,
      sentence: `${one.name} is ${one.title}, seniority ${one.seniority}.`,
      url: profile(one),
    }),
  },
  {
    name: 'interests',
    words: /\b(interest(s|ed)?|posts?|topics?|cares?|talks?|writes?|likes?|hook|icebreaker|conversation)\b/i,
    contextKeys: ['interests'],
    find: (one) => ({
      value: one.interests,
      sentence: `${one.name} cares about ${enumerated(one.interests)}.`,
      url: profile(one),
    }),
  },
  {
    name: 'title',
    words: /\b(title|role|position|job|responsib(le|ility|ilities))\b/i,
    contextKeys: ['role_title'],
    find: (one) => ({ value: one.title, sentence: `${one.name} is ${one.title}.`, url: profile(one) }),
  },
  {
    name: 'department',
    words: /\b(department|function|team)\b/i,
    contextKeys: ['department'],
    find: (one) => ({
      value: one.department,
      sentence: `${one.name} works in ${one.department}.`,
      url: profile(one),
    }),
  },
  {
    name: 'background',
    words: /\b(background|bio|career|who is|experience|person)\b/i,
    contextKeys: ['about', 'headline'],
    find: (one) => ({ value: one.bio, sentence: one.bio, url: profile(one) }),
  },
];
