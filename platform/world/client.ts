import type {
	ActNow,
	ActedNow,
	NextAct,
	Settled,
	WorldAccount,
	WorldAccountChange,
	WorldAccounts,
	WorldFaultCode,
	WorldMail,
	WorldMailLine,
	WorldMailbox,
	WorldNames,
	WorldOrganisation,
	WorldOrganisationChange,
	WorldReader,
	WorldState,
	WorldTime,
} from './control-contract.ts';

/** Wall clock, in milliseconds. Settling a month of acts takes a few seconds. */
const ANSWER_WITHIN = 60_000;

/** The world did not do what was asked. `unreachable`: it does not answer at all. */
export class WorldFault extends Error {
	override name = 'WorldFault';
	readonly code: WorldFaultCode | 'unreachable';

	constructor(code: WorldFaultCode | 'unreachable') {
		super(`demonstration world: ${code}`);
		this.code = code;
	}
}

/** The control interface of the demonstration world (`control-contract.ts`). Every call may throw `WorldFault`. */
export interface WorldClient {
	state(): Promise<WorldState>;
	/** Tells the world the offset of domain time, in milliseconds. A smaller one than it has is left unheard. */
	setClock(offsetMs: number): Promise<WorldTime>;
	/** Domain instant of the earliest act that somebody still has to do; null: nobody has. */
	nextAct(): Promise<Date | null>;
	/** Has all acts done that are due now; answers when what they wrote is in the mailboxes. */
	settle(): Promise<Settled>;
	/** The many readers whom a newsletter may be sent to. */
	readers(): Promise<WorldReader[]>;
	mailsOf(address: string): Promise<WorldMailLine[]>;
	mail(id: number): Promise<WorldMail>;
	/** Makes somebody act now, or from the next mail on. */
	act(address: string, what: ActNow): Promise<ActedNow>;
	/** Gives a demo user's mailbox a new password and closes its open connections. */
	changePassword(address: string): Promise<WorldMailbox>;
	/** Has the host of a demo user's mailbox refuse what it sends, or take it again. */
	suspend(address: string, isSuspended: boolean): Promise<WorldMailbox>;
	/** Who may sign in at the stand-ins for Microsoft and Google, and their organisations. */
	accounts(): Promise<WorldAccounts>;
	changeAccount(address: string, change: WorldAccountChange): Promise<WorldAccount>;
	/** Ends what an account has consented to; its tokens open nothing any more. */
	revoke(address: string): Promise<WorldAccount>;
	changeOrganisation(domain: string, change: WorldOrganisationChange): Promise<WorldOrganisation>;
	/** Has a domain of the demonstration publish all that its senders ask for. */
	publishNames(domain: string): Promise<WorldNames>;
}

/** @param url of the control interface, without a slash at its end. */
export function createWorldClient({ url, token }: { url: string; token: string }): WorldClient {
	async function call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
		const response = await fetch(url + path, {
			method,
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(ANSWER_WITHIN),
		}).catch(() => {
			throw new WorldFault('unreachable');
		});
		const answer = (await response.json()) as unknown;
		if (!response.ok) throw new WorldFault((answer as { code: WorldFaultCode }).code);
		return answer as T;
	}
	const segment = encodeURIComponent;
	return {
		state: () => call('GET', '/state'),
		setClock: (offsetMs) => call('POST', '/clock', { offsetMs }),
		nextAct: async () => {
			const { at } = await call<NextAct>('GET', '/next-act');
			return at === null ? null : new Date(at);
		},
		settle: () => call('POST', '/settle'),
		readers: () => call('GET', '/readers'),
		mailsOf: (address) => call('GET', `/people/${segment(address)}/mails`),
		mail: (id) => call('GET', `/mails/${id}`),
		act: (address, what) => call('POST', `/people/${segment(address)}/act`, what),
		changePassword: (address) => call('POST', `/mailboxes/${segment(address)}/password`),
		suspend: (address, isSuspended) =>
			call('POST', `/mailboxes/${segment(address)}/suspension`, { isSuspended }),
		accounts: () => call('GET', '/accounts'),
		changeAccount: (address, change) => call('POST', `/accounts/${segment(address)}`, change),
		revoke: (address) => call('POST', `/accounts/${segment(address)}/revocation`),
		changeOrganisation: (domain, change) => call('POST', `/organisations/${segment(domain)}`, change),
		publishNames: (domain) => call('POST', `/names/${segment(domain)}`, { isMended: true }),
	};
}
