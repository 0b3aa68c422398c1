/** A part of `npm run check`: no file of the product is longer than a reader takes in. Names each one that is. */
import { fileURLToPath } from 'node:url';
import { readRepository } from '#embedded/citations/repository-texts.ts';
import { LONGEST, tooLong } from './too-long.ts';

const found = tooLong(readRepository(fileURLToPath(new URL('../..', import.meta.url))).texts);
for (const { path, lines } of found) console.error(`${path}: ${lines} lines`);
console.log(`${found.length} files of the product over ${LONGEST} lines.`);
process.exitCode = found.length === 0 ? 0 : 1;
