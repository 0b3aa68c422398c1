import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Sentence } from '../../embedded/first-stage/sentence.mjs';

/** What the tests drive besides npm's packages, with the Debian package that brings it. */
const programs = [
	{ name: 'dovecot', package: 'dovecot-imapd' },
	{ name: '/usr/lib/dovecot/lmtp', package: 'dovecot-lmtpd' },
	{ name: 'postfix', package: 'postfix' },
	{ name: 'chromium', package: 'chromium' },
	{ name: 'openssl', package: 'openssl' },
];

/**
 * Installs the missing programs as root on Debian; a test that cannot run is a failed one, so elsewhere this ends
 * the run with the command to type.
 * @param {import('../../embedded/first-stage/progress.mjs').Progress} progress
 * @returns {Promise<void>}
 */
export async function bringSystemPrograms(progress) {
	const missing = programs.filter((program) => !isThere(program.name)).map((program) => program.package);
	if (missing.length === 0) return;
	const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
	if (process.getuid?.() !== 0 || !isThere('apt-get')) {
		throw new Sentence(
			`The tests need ${missing.join(', ')}: run \`sudo ${command}\`, then \`npm test\` again.`,
		);
	}
	await progress.stage(`Debian packages ${missing.join(', ')}`, async () => {
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		// The servers are started by the tests, on ports of their own: no service may start at installation.
		const install = `apt-get update -q && ${command}`;
		const done = spawnSync('sh', ['-c', install], { env, encoding: 'utf8' });
		if (done.status !== 0) {
			throw new Sentence(
				`\`${command}\` failed:\n${(done.stdout + done.stderr).trim().split('\n').slice(-8).join('\n')}`,
			);
		}
	});
}

/** @param {string} name */
function isThere(name) {
	if (name.startsWith('/')) return existsSync(name);
	const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
	return folders.some((folder) => existsSync(join(folder, name)));
}
