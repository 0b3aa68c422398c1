import { DEMO_ACCOUNTS } from './accounts.ts';
import { seconds } from './duration.ts';
import type { Duration } from './duration.ts';
import { CADRELUNE, CADRELUNE_NEWCOMERS, CADRELUNE_USERS, ORGEVANE } from './subscriptions.ts';
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

/** Nobody's sign-in: Inès and Camille use it. */
export const DEMO_SHARED = {
	address: `contact@${CADRELUNE.domain}`,
	displayName: 'Cadrelune',
	password: 'boite-contact',
} as const;

/** The account with which Cadrelune's relay signs in; its replies go to the shared mailbox. */
export const DEMO_RELAY = {
	address: `lettre@${CADRELUNE.domain}`,
	displayName: 'La lettre de l’atelier',
	password: 'relais-lettre',
} as const;

/** The account at a provider's stand-in that a mailbox belongs to. */
const accountOf = (user: DemoUser) => DEMO_ACCOUNTS.find(({ address }) => address === user.address);

/** Of those who connect theirs themselves, the mailboxes that a password opens: Microsoft takes none. */
const NEWCOMERS = CADRELUNE_NEWCOMERS.filter((user) => accountOf(user)?.vendor !== 'microsoft').map(
	(user): DemoMailbox => {
		const mailbox = mailboxOf('cadrelune', user);
		return { ...mailbox, password: accountOf(user)?.appPassword ?? mailbox.password };
	},
);

export const DEMO_MAILBOXES: readonly DemoMailbox[] = [
	mailboxOf('cadrelune', CADRELUNE_USERS.ines),
	mailboxOf('cadrelune', CADRELUNE_USERS.camille),
	mailboxOf('cadrelune', CADRELUNE_USERS.karim),
	{ ...mailboxOf('cadrelune', CADRELUNE_USERS.baptiste), losesPasswordAfter: seconds(5) },
	{ ...DEMO_SHARED, subscription: 'cadrelune' },
	{ ...DEMO_RELAY, subscription: 'cadrelune' },
	mailboxOf('orgevane', ORGEVANE.user),
	...NEWCOMERS,
];
