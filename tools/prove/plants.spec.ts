import { readFileSync } from 'node:fs';
import { planted } from './planting';
import { plants } from './plants';

describe('plants', () => {
  it('are at least forty, each with a name of its own', () => {
    expect(plants.length).toBeGreaterThanOrEqual(40);
    expect(new Set(plants.map(({ name }) => name)).size).toBe(plants.length);
  });

  it.each([...plants])('changes one line of the code as it stands: $name', (plant) => {
    const source = readFileSync(plant.file, 'utf8');
    expect(planted(source, plant)).not.toBe(source);
  });
});
