import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { birthOf } from './process-identity.mjs';

/**
 * The children of a launcher, written down so that the next one finds those that outlived a kill.
 * @typedef {{ name: string, pid: number, birth: string }} ChildRecord
 */

/** How long a survivor may take to end by itself: a worker drains for ten seconds. */
const graceMs = 14_000;

/**
 * @param {string} path
 * @returns {ChildRecord[]} those that still live
 */
export function readSurvivors(path) {
	try {
		/** @type {ChildRecord[]} */
		const records = JSON.parse(readFileSync(path, 'utf8'));
		return records.filter((record) => birthOf(record.pid) === record.birth);
	} catch {
		return [];
	}
}

/**
 * @param {string} path
 * @param {ChildRecord[]} records
 * @returns {void}
 */
export function writeChildren(path, records) {
	writeFileSync(`${path}.new`, JSON.stringify(records), { mode: 0o600 });
	renameSync(`${path}.new`, path);
}

/**
 * Ends survivors in the order of a stop: those that use the servers first. PostgreSQL's fast stop is INT.
 * @param {ChildRecord[]} survivors
 * @returns {Promise<void>}
 */
export async function endSurvivors(survivors) {
	for (const servers of [false, true]) {
		const group = survivors.filter((survivor) => isServer(survivor.name) === servers);
		await Promise.all(group.map(endOne));
	}
}

/** @param {string} name */
function isServer(name) {
	return name === 'postgres' || name === 'temporal';
}

/** @param {ChildRecord} survivor */
async function endOne(survivor) {
	const lives = () => birthOf(survivor.pid) === survivor.birth;
	if (lives()) process.kill(survivor.pid, survivor.name === 'postgres' ? 'SIGINT' : 'SIGTERM');
	const until = performance.now() + graceMs;
	while (lives() && performance.now() < until) await new Promise((next) => setTimeout(next, 50));
	if (lives()) process.kill(survivor.pid, 'SIGKILL');
	while (lives()) await new Promise((next) => setTimeout(next, 20));
}
