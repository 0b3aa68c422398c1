/**
 * Migrates the database and, where the sandbox is on, fills it; run by the launcher as a process of its own with the
 * environment of its children, so that it reads the same configuration. What the seed wants to be shown at the end of
 * the start (demo sign-ins, the one-time link) is sent to the launcher.
 */
import { existsSync } from 'node:fs';
import { config } from '#platform/config.ts';
import { migrate } from '#prisma/migrate.ts';

const seedFile = new URL('../prisma/seed.ts', import.meta.url);

try {
	const applied = await migrate(config().database.url);
	process.send?.({ kind: 'migrated', applied: applied.length });
	if (existsSync(seedFile)) {
		const { seed } = (await import(seedFile.href)) as { seed: () => Promise<string[] | undefined> };
		const lines = (await seed()) ?? [];
		if (process.send) process.send({ kind: 'announce', lines });
		else for (const line of lines) console.log(line);
	}
	process.exit(0);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
}
