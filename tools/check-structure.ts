import { aliases, lockedPlatforms, projectFiles, providers, scripts, tasks } from './structure/layout';
import { names, paidSpecs, publicNames, specs } from './structure/sources';
import { readTree } from './structure/tree';

/** Says everything that is wrong with the shape of the tree in the working folder, at once; exits 1 if anything is. */
const tree = readTree(process.cwd());
const rules = [projectFiles, providers, tasks, specs, publicNames, names, aliases, scripts, lockedPlatforms];
const problems = rules.flatMap((rule) => rule(tree));
for (const problem of problems) process.stdout.write(`${problem}\n`);
for (const file of paidSpecs(tree)) process.stdout.write(`owed-specs.json: take off ${file}\n`);
process.stdout.write(`structure: ${tree.files.length} files, ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
