import { companyOfProfile, namesakesOf } from './namesakes';
import { inventedWorld } from './world/world';

describe('namesakesOf', () => {
  it('gives a company of the same name with another site and seat', () => {
    const quarrystone = inventedWorld.companyByDomain('quarrystone.example');
    const [twin] = quarrystone === undefined ? [] : namesakesOf(quarrystone);
    expect(twin).toMatchObject({ name: quarrystone?.name, domain: 'quarrystone-records.example' });
  });
});

describe('companyOfProfile', () => {
  it('finds companies of the world and their namesakes, and nobody else', () => {
    const slugs = ['quarrystone-demo', 'quarrystone-records-demo', 'nobody-demo'];
    expect(slugs.map((slug) => companyOfProfile(inventedWorld, slug)?.domain)).toEqual([
      'quarrystone.example',
      'quarrystone-records.example',
      undefined,
    ]);
  });
});
