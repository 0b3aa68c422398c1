/** `npm run sandbox:fresh`: forgets the sandbox's data, so that the next start makes a new one. Real data stays. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { releaseFolder, takeFolder } from './first-stage/folder-lock.mjs';
import { explain } from './first-stage/sentence.mjs';
import { endSurvivors, readSurvivors } from './first-stage/survivors.mjs';

const data = fileURLToPath(new URL('../.data', import.meta.url));
const lock = join(data, 'launcher.lock');
try {
	takeFolder(lock);
	await endSurvivors(readSurvivors(join(data, 'children.json')));
	rmSync(join(data, 'sandbox'), { recursive: true, force: true });
	console.log('The sandbox is empty: `npm start` makes a new one.');
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
} finally {
	releaseFolder(lock);
}
