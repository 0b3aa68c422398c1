import { z } from 'zod';
import type { Prisma, SendState } from '#prisma/generated/client/client.ts';

/** What became of one mail of a test; `fault` is a delivery fault's code, `status` what a server answered (RFC 3463). */
export interface TrialFate {
	/**
	 * `waiting`: for its mailbox to be read again; `later`: not taken, tried again; `delayed`: a server reports that it tries
	 * on; `returned`: accepted, then it came back; `stopped`: by us, before it left.
	 */
	readonly state:
		| 'leaving'
		| 'waiting'
		| 'later'
		| 'accepted'
		| 'delayed'
		| 'returned'
		| 'refused'
		| 'uncertain'
		| 'stopped';
	readonly fault: string | null;
	readonly status: string | null;
}

/** What of a send its fate is read from. */
export const FATE_COLUMNS = {
	state: true,
	attempts: {
		where: { code: { not: null } },
		orderBy: { fence: 'desc' },
		take: 1,
		select: { code: true, status: true },
	},
} satisfies Prisma.SendSelect;

interface FateOfSend {
	readonly state: SendState;
	readonly attempts: readonly { readonly code: string | null; readonly status: string | null }[];
}

interface Report {
	readonly verdict: string;
	readonly evidence: unknown;
}

const evidenceSchema = z
	.object({ rule: z.string(), status: z.string(), refused: z.object({ code: z.string() }) })
	.partial();

/** Its fate in one word. A report that came back says more than the server that took the mail. */
export function fateOfTrialMail(
	{ state, attempts }: FateOfSend,
	{ isRead, report }: { readonly isRead: boolean; readonly report: Report | undefined },
): TrialFate {
	if (report) return reported(report);
	const { code: fault = null, status = null } = attempts[0] ?? {};
	const plain = { fault: null, status: null };
	switch (state) {
		case 'accepted':
		case 'uncertain':
			return { state, ...plain };
		case 'rejected':
			return { state: 'refused', fault, status };
		case 'revoked':
			return { state: 'stopped', ...plain };
		default:
			if (!isRead) return { state: 'waiting', ...plain };
			return fault ? { state: 'later', fault, status } : { state: 'leaving', ...plain };
	}
}

function reported({ verdict, evidence }: Report): TrialFate {
	const { rule, status = null, refused } = evidenceSchema.safeParse(evidence).data ?? {};
	if (verdict === 'bounce-hard') return { state: 'returned', fault: 'recipient-unknown', status };
	if (refused) return { state: 'returned', fault: refused.code, status };
	if (rule === 'delivery-refused') return { state: 'returned', fault: 'refused', status };
	return { state: 'delayed', fault: null, status };
}
