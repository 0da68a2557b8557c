import { emptyPost, NO_COUNTS, type ShownCard } from './card';
import { leadTest } from './lead';
import { profileLink, profileOf } from './profile-link';
import { authorOf } from './shown-parts';

const card = (name: string, path: string): ShownCard => ({
  build: 'recent_activity',
  refs: [],
  header: null,
  post: { ...emptyPost(), author: authorOf(name, profileLink(path), null) },
  quoted: null,
  comments: [],
  counts: NO_COUNTS,
  reactionKinds: [],
  sponsored: false,
  missing: [],
});
const INES = profileOf('Ines Okafor', profileLink('/in/ines'));
const TOM = profileOf('Tom Adeyemi', profileLink('/in/tom'));
const cards = [
  card('Ines Okafor', '/in/ines'),
  card('Ines Okafor', '/in/ines'),
  card('Tom Adeyemi', '/in/tom'),
];
const judge = (linkedinUrl: string, name: string, ids = new Map<string, string>()) => {
  const { knownBy, isLead } = leadTest({ linkedinUrl, name }, cards, ids);
  return [knownBy, isLead(INES), isLead(TOM), isLead(null)];
};

describe('leadTest', () => {
  it.each(['http://www.linkedin.com/in/Ines/', 'nl.linkedin.com/in/ines?x=1', '/in/ines'])(
    'knows the lead by the address %s, whatever the name',
    (url) => {
      expect(judge(url, 'None Smith')).toEqual(['address', true, false, null]);
    },
  );

  it('knows her by the inner id that a link of the page names', () => {
    const ids = new Map([['ACoAAx', 'https://www.linkedin.com/in/ines/']]);
    expect(judge('linkedin.com/in/ACoAAx', '', ids)).toEqual(['profile_id', true, false, null]);
  });

  it('knows her by a full name that acts in at least half of the cards', () => {
    expect(judge('linkedin.com/in/an-older-address', 'Inés OKAFOR')).toEqual(['name', true, false, null]);
    expect(judge('', 'Ines Okafor')).toEqual(['name', true, false, null]);
  });

  it.each(['Tom Adeyemi', 'None Okafor', 'Ines', ''])('does not know her by the name %j', (name) => {
    expect(judge('linkedin.com/in/nobody-here', name)).toEqual([null, false, false, null]);
  });

  it('says of nobody that he is not the lead when nothing is known of the lead', () => {
    expect(judge('', '')).toEqual([null, null, null, null]);
  });

  it('cannot tell somebody without an address by an address', () => {
    const { isLead } = leadTest({ linkedinUrl: '/in/ines', name: '' }, cards, new Map());
    expect(isLead({ name: 'Ines Okafor', url: null, kind: null })).toBeNull();
  });
});
