/** `npm run sandbox:fresh`: forgets the sandbox's data, so that the next start makes a new one. Real data stays. */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { releaseFolder, takeFolder } from './first-stage/folder-lock.mjs';
import { explain } from './first-stage/sentence.mjs';
import { endSurvivors, readSurvivors } from './first-stage/survivors.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const data = resolve(root, process.env.REFRAIN_DATA_FOLDER || '.data');
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
