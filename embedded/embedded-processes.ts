import { join } from 'node:path';
import { embeddedEnvironment, readSandboxSetting, WORLD_PORTS } from './embedded-environment.ts';
import { Sentence } from './first-stage/sentence.mjs';
import { isPortFree } from './free-port.ts';
import { openInstallation, type InstallationFolder } from './installation-folder.ts';
import type { Launch, Launched } from './launch.ts';
import { startPostgres, type RunningPostgres } from './postgres.ts';
import { prepareData } from './prepared-data.ts';
import { startProgram, startProduct } from './product-processes.ts';
import { supervise } from './supervise.ts';
import { bringTemporalCli } from './temporal-cli.ts';
import { startTemporal } from './temporal.ts';

const wishedWebPort = 3000;

/**
 * Everything on one machine: PostgreSQL, its schema and data, Temporal, the mail world where the sandbox is on, the
 * worker, the web process.
 * @throws one sentence that says what stands in the way
 */
export async function startEmbedded(launch: Launch): Promise<Launched> {
	const isSandbox = readSandboxSetting();
	const installation = openInstallation(launch.data, isSandbox ? 'sandbox' : 'real');
	const webPort = await chooseWebPort(installation);
	const say = (sentence: string) => launch.progress.say(sentence);

	const cli = await launch.progress.stage<string>('Temporal CLI', (detail) =>
		bringTemporalCli({ fallbackFolder: join(launch.data, 'bin'), report: detail }),
	);
	const postgresPort = await installation.port('postgres');
	const runPostgres = () =>
		startPostgres({
			folder: join(installation.path, 'postgres'),
			port: postgresPort,
		});
	let postgres: RunningPostgres | undefined;
	await launch.progress.stage('PostgreSQL', () =>
		launch.keep(supervise('postgres', async () => (postgres = await runPostgres()), say, launch.changed)),
	);
	const { url } = postgres!;

	const temporalPort = await installation.port('temporal');
	if (isSandbox) for (const purpose of WORLD_PORTS) await installation.port(purpose);
	const env = embeddedEnvironment(installation, { databaseUrl: url, webPort, isSandbox });
	await launch.progress.stage('Temporal', () =>
		launch.keep(
			supervise(
				'temporal',
				() =>
					startTemporal({
						program: cli,
						folder: join(installation.path, 'temporal'),
						port: temporalPort,
						mustHavePort: true,
					}),
				say,
				launch.changed,
			),
		),
	);
	const lines = await launch.progress.stage<string[]>('Schema and data', (detail) =>
		prepareData(launch.root, env, detail),
	);
	if (isSandbox) await startProgram(launch, 'world', 'embedded/world/main.ts', env, installation.logs);
	await startProduct(launch, env, installation.logs);
	return { address: env.REFRAIN_PUBLIC_URL!, lines };
}

/** A port that a person asked for is theirs or nobody's; otherwise the last one, 3000, or any that is free. */
async function chooseWebPort(installation: InstallationFolder): Promise<number> {
	const asked = process.env.REFRAIN_PORT;
	if (asked === undefined || asked === '') return installation.port('web', wishedWebPort);
	const port = Number(asked);
	if (!/^\d+$/.test(asked) || port < 1 || port > 65_535) {
		throw new Sentence(`REFRAIN_PORT must be a whole number from 1 to 65535, not \`${asked}\`.`);
	}
	if (!(await isPortFree(port))) {
		throw new Sentence(
			`Port ${port} is taken by another program: end it, or start with another REFRAIN_PORT.`,
		);
	}
	return port;
}
