import { seconds } from './duration.ts';
import type { Duration } from './duration.ts';
import { CADRELUNE, CADRELUNE_USERS, ORGEVANE } from './subscriptions.ts';
import type { DemoUser } from './subscriptions.ts';

/** A mailbox that one may sign in to, at the demonstration world's servers. */
export interface DemoMailbox {
	readonly address: string;
	readonly displayName: string;
	/** At the first start. It opens a mailbox of this machine's demonstration world and nothing else. */
	readonly password: string;
	/**
	 * The world changes the password and closes the open connections so long after the first mail to one of
	 * its people was accepted: the mailbox is lost for real, and can be mended for real (docs/demonstration-world/users.md).
	 */
	readonly losesPasswordAfter?: Duration;
}

const mailboxOf = (user: DemoUser): DemoMailbox => ({
	address: user.address,
	displayName: `${user.firstName} ${user.lastName}`,
	password: `boite-${user.firstName
		.normalize('NFD')
		.replace(/\P{ASCII}/gu, '')
		.toLowerCase()}`,
});

/** From which the demonstration's installation writes to its users. Nobody's, and no subscription shows it. */
export const DEMO_PLATFORM_MAILBOX: DemoMailbox = {
	address: 'refrain@plateforme.example',
	displayName: 'Refrain',
	password: 'boite-refrain',
};

export const DEMO_MAILBOXES: readonly DemoMailbox[] = [
	mailboxOf(CADRELUNE_USERS.ines),
	mailboxOf(CADRELUNE_USERS.camille),
	mailboxOf(CADRELUNE_USERS.karim),
	{ ...mailboxOf(CADRELUNE_USERS.baptiste), losesPasswordAfter: seconds(5) },
	{ address: `contact@${CADRELUNE.domain}`, displayName: 'Cadrelune', password: 'boite-contact' },
	mailboxOf(ORGEVANE.user),
	DEMO_PLATFORM_MAILBOX,
];
