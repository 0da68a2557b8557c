import { plants } from './plants';
import { HUNT_SEED } from './prove';
import { openWorkshop } from './workshop';

/** Shows one planted bug: what it is, the rule that it breaks, and the shortest way there. Answers the exit code. */
export async function showPlant(name: string): Promise<number> {
  const plant = plants.find((one) => one.name === name);
  if (plant === undefined) {
    console.log(`No plant is called ${name}. There are:\n${plants.map((one) => `  ${one.name}`).join('\n')}`);
    return 2;
  }
  const workshop = openWorkshop();
  try {
    const { caught } = await workshop.run({ layer: 'F', seed: HUNT_SEED, shortest: true }, plant);
    console.log(`${plant.file}\n  - ${plant.line}\n  + ${plant.bug}\n`);
    if (caught === undefined) {
      console.log('NOT CAUGHT');
      return 1;
    }
    const { layer, runs, invariant, what, text, trace } = caught;
    console.log(`caught by layer ${layer} in run ${runs}\n${invariant}: ${what}\n\n${text}\n${trace}`);
    return 0;
  } finally {
    workshop.close();
  }
}
