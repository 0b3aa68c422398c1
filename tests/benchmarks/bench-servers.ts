import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '#embedded/postgres.ts';
import { bringTemporalCli } from '#embedded/temporal-cli.ts';
import { startTemporal } from '#embedded/temporal.ts';
import { migrate } from '#prisma/migrate.ts';
import { issueTestCertificate, type TestCertificate } from '#tests/crash/test-authority.ts';

/** The servers of one benchmark run, as the product has them: they keep what they acknowledge. */
export interface BenchServers {
	readonly databaseUrl: string;
	/** The superuser's address. */
	readonly adminUrl: string;
	readonly temporalAddress: string;
	/** The SMTP server's port (implicit TLS, every login and mail is taken). */
	readonly smtpPort: number;
	/** PEM. */
	readonly authority: string;
	/** The process of each server, to ask what it costs. */
	readonly pids: { readonly postgres: number; readonly temporal: number; readonly smtp: number };
	stop(): Promise<void>;
}

export async function startBenchServers(): Promise<BenchServers> {
	const home = join(tmpdir(), 'refrain-tests');
	mkdirSync(home, { recursive: true, mode: 0o711 });
	const folder = mkdtempSync(join(home, 'bench-'));
	const program = await bringTemporalCli({ fallbackFolder: join(home, 'bin') });
	const certificate = await issueTestCertificate();
	const [postgres, temporal, smtp] = await Promise.all([
		startPostgres({ folder: join(folder, 'postgres') }),
		startTemporal({ program, folder: join(folder, 'temporal') }),
		startSmtp(certificate),
	]);
	await migrate(postgres.url);
	return {
		databaseUrl: postgres.url,
		adminUrl: postgres.adminUrl,
		temporalAddress: temporal.address,
		smtpPort: smtp.port,
		authority: certificate.authority,
		pids: { postgres: postgres.pid, temporal: temporal.pid, smtp: smtp.pid },
		async stop() {
			smtp.stop();
			await Promise.all([postgres.stop(), temporal.stop()]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** In a process of its own: what it costs must not stand in our bill. */
async function startSmtp(certificate: TestCertificate) {
	const child = fork(new URL('./smtp-process.ts', import.meta.url), { execArgv: [] });
	child.send(certificate);
	const port = await new Promise<number>((resolve, reject) => {
		child.once('message', (message) => resolve(message as number));
		child.once('exit', () => reject(new Error('the SMTP server did not start')));
	});
	return { port, pid: child.pid!, stop: () => child.disconnect() };
}
