import { inventedWorld } from '../world/world';
import { PERSON_TOPICS } from './person-topics';

describe('topics of a person', () => {
  it('tell of the person', () => {
    const ines = inventedWorld.personBySlug('ines-okafor-demo');
    const told = PERSON_TOPICS.map(({ name, find }) => [name, ines && find(ines, inventedWorld)?.value]);
    expect(told).toEqual([
      ['seniority', 'vp'],
      ['interests', ['uptime of robots', 'shift planning', 'night shift']],
      ['title', 'VP Operations'],
      ['department', 'Operations'],
      [
        'background',
        'Runs sites and service at Northwind Robotics. Earlier she planned shifts in a parcel hub.',
      ],
    ]);
  });
});
