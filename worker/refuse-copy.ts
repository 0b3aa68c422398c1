import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';

/** This process must not work: what it would do, another installation does. */
export class InstallationRefused extends Error {
	override name = 'InstallationRefused';
}

/**
 * A copy of a database must not send (docs/design/restore.md#copy): a worker works only where the public address that
 * it was told is the one stored with the installation. Where the launcher keeps data and servers in one folder there is
 * no copy of the database alone, and the address may change with the port.
 *
 * @throws {InstallationRefused} with the sentence for whoever runs it.
 */
export async function refuseCopy(
	database: Database,
	{ publicUrl, oneMachine }: Pick<Config, 'publicUrl' | 'oneMachine'>,
): Promise<void> {
	if (oneMachine) return;
	const installation = await database.inInstallation(({ db }) => db.installation.findFirst());
	if (!installation)
		throw new InstallationRefused(
			'This database holds no installation yet: let `npm start` or `node embedded/prepare-data.ts` prepare it first.',
		);
	if (installation.publicUrl !== publicUrl)
		throw new InstallationRefused(
			`This database belongs to ${installation.publicUrl}, but REFRAIN_PUBLIC_URL is ${publicUrl}. If it is a copy, ` +
				`nothing may leave from it while the other one lives. If it takes its place, or if the address itself has ` +
				`changed, \`npm run adopt-database\` says what that means and does it.`,
		);
}
