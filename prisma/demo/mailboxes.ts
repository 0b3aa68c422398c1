import { seconds } from './duration.ts';
import type { Duration } from './duration.ts';
import { CADRELUNE, CADRELUNE_USERS, ORGEVANE } from './subscriptions.ts';
import type { DemoSubscription, DemoUser } from './subscriptions.ts';

/** A mailbox that one may sign in to, at the demonstration world's servers. */
export interface DemoMailbox {
	readonly address: string;
	/** Whose mailbox it is: nobody else is shown its password. */
	readonly subscription: DemoSubscription;
	readonly displayName: string;
	/** At the first start. It opens a mailbox of this machine's demonstration world and nothing else. */
	readonly password: string;
	/**
	 * The world changes the password and closes the open connections so long after the first mail to one of
	 * its people was accepted: the mailbox is lost for real, and can be mended for real (docs/demonstration-world/users.md).
	 */
	readonly losesPasswordAfter?: Duration;
}

const mailboxOf = (subscription: DemoSubscription, user: DemoUser): DemoMailbox => ({
	address: user.address,
	subscription,
	displayName: `${user.firstName} ${user.lastName}`,
	password: `boite-${user.firstName
		.normalize('NFD')
		.replace(/\P{ASCII}/gu, '')
		.toLowerCase()}`,
});

/** From which the demonstration's installation writes to its users: no subscription's, and no page shows it. */
export const DEMO_PLATFORM_MAILBOX: Omit<DemoMailbox, 'subscription'> = {
	address: 'refrain@plateforme.example',
	displayName: 'Refrain',
	password: 'boite-refrain',
};

export const DEMO_MAILBOXES: readonly DemoMailbox[] = [
	mailboxOf('cadrelune', CADRELUNE_USERS.ines),
	mailboxOf('cadrelune', CADRELUNE_USERS.camille),
	mailboxOf('cadrelune', CADRELUNE_USERS.karim),
	{ ...mailboxOf('cadrelune', CADRELUNE_USERS.baptiste), losesPasswordAfter: seconds(5) },
	{
		address: `contact@${CADRELUNE.domain}`,
		subscription: 'cadrelune',
		displayName: 'Cadrelune',
		password: 'boite-contact',
	},
	mailboxOf('orgevane', ORGEVANE.user),
];
