/** A part of `npm run check`: whatever is cited stands in this repository. Names each fault with its file and line. */
import { fileURLToPath } from 'node:url';
import { AWAITED_PATHS } from './awaited-paths.ts';
import { checkCitations } from './check-citations.ts';
import { readRepository } from './repository-texts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { definedIds, citations, faults } = checkCitations(readRepository(root), AWAITED_PATHS);
for (const fault of faults) console.error(fault);
console.log(`${definedIds} ids defined, ${citations} citations, ${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
