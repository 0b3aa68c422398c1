import { WorldFault, type WorldClient } from '#platform/world/client.ts';
import { ORDINARY } from '#embedded/authority/account.ts';
import type {
	WorldMail,
	WorldMailbox,
	WorldOrganisation,
	WorldOwnedAccount,
	WorldPersonLine,
} from '#platform/world/control-contract.ts';
import type { Populated } from './populate.ts';

/**
 * The demonstration world as its control interface answers: it knows no subscriptions, so whatever keeps them apart is
 * ours. (The world itself is tested in embedded/world.)
 */
export function worldOfEverybody(subscriptions: () => Populated[]): WorldClient {
	const mailboxOf = (one: Populated): WorldMailbox => ({
		address: one.mailboxAddress,
		subscriptionId: one.subscriptionId,
		name: one.secret,
		password: one.secret,
		passwordChangedAt: null,
		isSuspended: false,
	});
	const personOf = (one: Populated): WorldPersonLine => ({
		address: one.contactAddress,
		name: one.secret,
		company: one.canary,
		behaviour: 'answers',
		choices: [],
		received: [{ sender: one.mailboxAddress, count: 1, lastAt: new Date(0).toISOString() }],
	});
	const mailOf = (one: Populated): WorldMail => ({
		id: one.worldMailId,
		messageId: `<${one.sendId}@example>`,
		subject: one.secret,
		from: { name: one.secret, address: one.mailboxAddress },
		to: [{ name: one.secret, address: one.contactAddress }],
		date: null,
		text: one.secret,
		html: null,
		headers: [],
		attachments: [],
	});
	const accountOf = (one: Populated): WorldOwnedAccount => ({
		address: one.mailboxAddress,
		subscriptionId: one.subscriptionId,
		name: one.secret,
		vendor: 'microsoft',
		secondFactor: one.secret,
		...ORDINARY,
	});
	const organisationOf = (one: Populated): WorldOrganisation => ({
		domain: one.mailboxAddress.slice(one.mailboxAddress.indexOf('@') + 1),
		...{ needsAdministrator: false, hasConsented: false },
	});
	const find = (matches: (one: Populated) => boolean): Populated => {
		const found = subscriptions().find(matches);
		if (!found) throw new WorldFault('not-found');
		return found;
	};
	return {
		state: async () => ({
			now: new Date().toISOString(),
			offsetMs: 0,
			host: 'localhost',
			ports: { smtp: 1, smtpStartTls: 2, imap: 3, control: 4, names: 5, signIn: 6, signInPages: 7, graph: 8 },
			mailboxes: subscriptions().map(mailboxOf),
			people: subscriptions().map(personOf),
			acts: [],
		}),
		setClock: async (offsetMs) => ({ now: new Date().toISOString(), offsetMs }),
		nextAct: async () => null,
		settle: async () => ({ at: null, done: 0, folders: [] }),
		readers: async () => [],
		mailsOf: async () =>
			subscriptions().map((one) => ({
				id: one.worldMailId,
				receivedAt: new Date().toISOString(),
				from: `${one.secret} <${one.mailboxAddress}>`,
				subject: one.secret,
				messageId: `<${one.sendId}@example>`,
				step: 1,
				acts: [],
			})),
		mail: async (id) => mailOf(find((one) => one.worldMailId === id)),
		act: async () => ({ when: 'done', outcome: null }),
		changePassword: async (address) => mailboxOf(find((one) => one.mailboxAddress === address)),
		publishNames: async (domain) => ({ domain, isMended: true }),
		suspend: async (address) => mailboxOf(find((one) => one.mailboxAddress === address)),
		accounts: async () => ({
			accounts: subscriptions().map(accountOf),
			organisations: subscriptions().map(organisationOf),
		}),
		changeAccount: async (address) => accountOf(find((one) => one.mailboxAddress === address)),
		revoke: async (address) => accountOf(find((one) => one.mailboxAddress === address)),
		changeOrganisation: async (domain) =>
			organisationOf(find((one) => one.mailboxAddress.endsWith(`@${domain}`))),
	};
}
