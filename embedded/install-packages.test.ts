import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { installPackages, packagesAreInstalled } from './first-stage/install-packages.mjs';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'install-'));
});
afterEach(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true, force: true });
});

test('without a network and without a cache it says so soon, and leaves nothing that looks whole', async () => {
	const packages = {
		'': { name: 'probe', dependencies: { luxon: '3.7.2' } },
		'node_modules/luxon': {
			version: '3.7.2',
			integrity:
				'sha512-vtEhXh/gNjI9Yg1u4jX/0YVPMvxzHuGgCm6tC5kZyb08yjGWGnqAjGJvcXbqQR2P3MyMEFnRbpcdFS6PBcLqew==',
		},
	};
	writeFileSync(join(folder, 'package.json'), JSON.stringify(packages['']));
	writeFileSync(
		join(folder, 'package-lock.json'),
		JSON.stringify({ name: 'probe', lockfileVersion: 3, requires: true, packages }),
	);
	// Port 1 of this machine: nobody listens there.
	vi.stubEnv('npm_config_registry', 'http://127.0.0.1:1/');
	vi.stubEnv('npm_config_cache', join(folder, 'cache'));
	await expect(installPackages(folder, () => {})).rejects.toThrow(/^There is no network/);
	expect(packagesAreInstalled(folder)).toBe(false);
	expect(existsSync(join(folder, 'node_modules', 'luxon'))).toBe(false);
});

test('a package whose install script fails is named, also where its own words are about the network', async () => {
	const probe = { name: 'probe', dependencies: { asking: 'file:asking' } };
	const asking = {
		name: 'asking',
		version: '1.0.0',
		scripts: {
			postinstall: 'node -e "console.error(\'getaddrinfo ENOTFOUND data.example\'); process.exit(3)"',
		},
	};
	mkdirSync(join(folder, 'asking'));
	writeFileSync(join(folder, 'asking', 'package.json'), JSON.stringify(asking));
	writeFileSync(join(folder, 'package.json'), JSON.stringify(probe));
	const packages = {
		'': probe,
		asking: { version: '1.0.0', hasInstallScript: true },
		'node_modules/asking': { resolved: 'asking', link: true },
	};
	writeFileSync(
		join(folder, 'package-lock.json'),
		JSON.stringify({ name: 'probe', lockfileVersion: 3, requires: true, packages }),
	);
	await expect(installPackages(folder, () => {})).rejects.toThrow(
		/^The install script of the package asking failed/,
	);
	expect(packagesAreInstalled(folder)).toBe(false);
});
