import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';
import { readOrMakeSecret } from './secret-file.ts';

/** Where one installation on this machine keeps its data. The sandbox and real mailboxes never share one. */
export interface InstallationFolder {
	path: string;
	/** as 64 hexadecimal digits, from a file that only its owner reads */
	masterKey: string;
	logs: string;
	/** a loopback port for a purpose: the one of the last start when it is free */
	port(purpose: string, wished?: number): Promise<number>;
	/** the ports of the last start, by their purpose: where its processes listen while it runs */
	ports(): Readonly<Record<string, number>>;
}

/** Opens an installation's folder in `.data/`, creating what is missing. */
export function openInstallation(data: string, name: 'sandbox' | 'real'): InstallationFolder {
	const path = join(data, name);
	// PostgreSQL may run as another user than we do, so it must be able to walk in; secrets have a folder of their own.
	for (const folder of [data, path]) {
		mkdirSync(folder, { recursive: true, mode: 0o711 });
		chmodSync(folder, 0o711);
	}
	const secrets = join(path, 'secrets');
	const logs = join(path, 'logs');
	for (const folder of [secrets, logs]) mkdirSync(folder, { recursive: true, mode: 0o700 });
	return {
		path,
		logs,
		masterKey: readOrMakeSecret(join(secrets, 'master-key'), 32),
		port: (purpose, wished) => rememberedPort(join(path, 'ports.json'), purpose, wished),
		ports: () => readPorts(join(path, 'ports.json')),
	};
}

function readPorts(file: string): Record<string, number> {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>) : {};
}

async function rememberedPort(file: string, purpose: string, wished?: number): Promise<number> {
	const ports = readPorts(file);
	const port = await findFreePort(ports[purpose] ?? wished, Object.values(ports));
	writeFileSync(`${file}.new`, JSON.stringify({ ...ports, [purpose]: port }));
	renameSync(`${file}.new`, file);
	return port;
}
