import type { PlatformMail, Send } from '#prisma/generated/client/client.ts';

/** What became of a mail of the platform, for whoever caused it. */
export interface PlatformMailFate {
	/**
	 * `leaving`; `later`: not taken yet, tried again; `accepted` by the recipient's server; `uncertain`: nobody knows;
	 * `refused` by a server; `returned`: a server took it and a report came back; `stopped`: it leaves no more.
	 */
	readonly state: 'leaving' | 'later' | 'accepted' | 'uncertain' | 'refused' | 'returned' | 'stopped';
	/** A delivery fault, or PlatformMailEnd. */
	readonly fault: string | null;
}

/** Its fate in one word. */
export function fateOfMail(
	{ state }: Pick<Send, 'state'>,
	{ fault, returnedAt }: Pick<PlatformMail, 'fault' | 'returnedAt'>,
): PlatformMailFate {
	if (returnedAt) return { state: 'returned', fault };
	switch (state) {
		case 'accepted':
			return { state, fault: null };
		case 'uncertain':
			return { state, fault };
		case 'rejected':
			return { state: 'refused', fault };
		case 'revoked':
			return { state: 'stopped', fault };
		default:
			return { state: fault ? 'later' : 'leaving', fault };
	}
}
