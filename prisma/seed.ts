import { openFoundingLink, prepareInstallation } from '#domain/accounts/prepare-installation.ts';
import { config } from '#platform/config.ts';
import type { Config } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openSuppressionKey } from '#domain/suppressions/ask/suppression-key.ts';
import { CADRELUNE_USERS, DEMO_SIGN_IN_PASSWORD, DEMO_SUPPORT } from './demo/subscriptions.ts';
import { CADRELUNE_ID, writeCadrelune } from './seed/cadrelune.ts';
import { beginEngagements } from './seed/engagements.ts';
import { writeMeasuringChoices } from './seed/measuring-choices.ts';
import { findWorldAgain } from './seed/mailboxes.ts';
import { writeNewsletter } from './seed/newsletters.ts';
import { ORGEVANE_ID, writeOrgevane } from './seed/orgevane.ts';
import { writeSharedRows } from './seed/shared-rows.ts';
import { writeSignIns } from './seed/sign-ins.ts';

/**
 * Fills the migrated database: in the sandbox with the demonstration world (docs/demonstration-world/README.md),
 * elsewhere with nothing but the installation's own row. May be run at each start, and again after it died half-way.
 *
 * @returns the lines to show at the end of the start: the demo sign-ins, or the one-time link that founds a subscription.
 */
export async function seed(settings: Config = config()): Promise<string[]> {
	const { database, publicUrl, sandbox, oneMachine } = settings;
	await prepareInstallation(database.url, { publicUrl, sandbox: sandbox !== undefined, oneMachine });
	if (sandbox) {
		await seedDemonstration(settings, sandbox);
		const { camille, ines } = CADRELUNE_USERS;
		return [
			`Sign in as ${camille.address} (or ${ines.address}, or ${DEMO_SUPPORT.address} for support)`,
			`with the password ${DEMO_SIGN_IN_PASSWORD}`,
		];
	}
	const path = await openFoundingLink(database.url);
	return path === undefined ? [] : [`Create your subscription, once: ${publicUrl}${path}`];
}

async function seedDemonstration(settings: Config, world: NonNullable<Config['sandbox']>): Promise<void> {
	await writeSharedRows(settings.database.url);
	const database = openDatabase({ url: settings.database.url, name: 'seed', connections: 2 });
	const envelopes = createEnvelopes(settings.masterKey);
	const mailboxes = { world, envelopes };
	try {
		await openSuppressionKey(database, envelopes);
		await database.inSubscription(CADRELUNE_ID, (tx) => writeCadrelune(tx, mailboxes));
		await database.inSubscription(ORGEVANE_ID, (tx) => writeOrgevane(tx, mailboxes));
		for (const subscriptionId of [CADRELUNE_ID, ORGEVANE_ID]) {
			await database.inSubscription(subscriptionId, (tx) => findWorldAgain(tx, mailboxes));
		}
		await writeSignIns(settings);
		await database.inSubscription(CADRELUNE_ID, writeMeasuringChoices);
		await database.inSubscription(CADRELUNE_ID, beginEngagements);
		await database.inSubscription(CADRELUNE_ID, writeNewsletter);
	} finally {
		await database.close();
	}
}
