import type { InstallationTransaction } from '#platform/database/database.ts';
import type { SendState } from '#prisma/generated/client/client.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { ATTEMPT_SELECTION, type RunAttempt } from './run-traces.ts';

/** What a kind of run has to show beside its line: what was tried, proven or found. */
export type RunFacts =
	| {
			readonly kind: 'mailbox';
			/** Null: nobody has watched it yet. */
			readonly watch: {
				readonly fence: number;
				readonly epoch: number;
				readonly caughtUpEpoch: number;
				/** Wall clock. */
				readonly provenAt: Date | null;
				readonly failures: number;
				readonly failureCode: string | null;
			} | null;
			readonly folders: readonly {
				readonly id: string;
				readonly specialUse: string | null;
				readonly lastUid: bigint;
				readonly readAt: Date | null;
			}[];
	  }
	| {
			readonly kind: 'message';
			readonly state: SendState;
			readonly status: string | null;
			readonly evidence: string | null;
			readonly sentAt: Date | null;
			readonly attempts: readonly RunAttempt[];
	  }
	| { readonly kind: 'connection'; readonly checks: readonly TestedLine[] }
	| { readonly kind: 'connect'; readonly checks: readonly TestedLine[] }
	| {
			readonly kind: 'notifications';
			readonly open: readonly {
				readonly id: string;
				readonly kind: string;
				readonly createdAt: Date;
				readonly treatedDueAt: Date | null;
			}[];
	  }
	| {
			readonly kind: 'clock';
			readonly from: Date | null;
			readonly to: Date | null;
			readonly haltedBy: string | null;
	  };

/** A line of a connection test, without the servers that it names. */
export interface TestedLine {
	readonly check: string;
	readonly state: string;
	readonly milliseconds: number | null;
	readonly code: string | null;
}

type Reader<Kind extends RunFacts['kind']> = (
	tx: InstallationTransaction,
	id: string,
) => Promise<Extract<RunFacts, { kind: Kind }>>;

const OPEN_AT_MOST = 50;

/** A kind without a reader shows its line alone; the engagement has a page of its own. */
const READERS: { readonly [Kind in RunFacts['kind']]: Reader<Kind> } = {
	async mailbox({ db }, mailboxId) {
		const watch = await db.mailboxWatch.findFirst({
			where: { mailboxId },
			select: {
				fence: true,
				epoch: true,
				caughtUpEpoch: true,
				provenAt: true,
				failures: true,
				failureCode: true,
			},
		});
		const folders = await db.mailboxFolder.findMany({
			where: { mailboxId },
			orderBy: { id: 'asc' },
			select: { id: true, specialUse: true, lastUid: true, readAt: true },
		});
		return { kind: 'mailbox', watch, folders };
	},
	async message({ db }, id) {
		const send = await db.send.findFirstOrThrow({
			where: { id },
			select: { state: true, status: true, evidence: true, sentAt: true, attempts: ATTEMPT_SELECTION },
		});
		return { kind: 'message', ...send };
	},
	async connection(tx, testId) {
		return { kind: 'connection', checks: await testedLines(tx, testId) };
	},
	async connect(tx, id) {
		const row = await tx.db.mailboxConnection.findFirst({ where: { id }, select: { testId: true } });
		return { kind: 'connect', checks: row?.testId ? await testedLines(tx, row.testId) : [] };
	},
	async notifications({ db }, userId) {
		const open = await db.notification.findMany({
			where: { userId, treatedAt: null },
			orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
			take: OPEN_AT_MOST,
			select: { id: true, kind: true, createdAt: true, treatedDueAt: true },
		});
		return { kind: 'notifications', open };
	},
	async clock({ db }) {
		const { travelFrom, travelTo, travelHaltedBy } = await db.installation.findFirstOrThrow();
		return { kind: 'clock', from: travelFrom, to: travelTo, haltedBy: travelHaltedBy };
	},
};

function testedLines({ db }: InstallationTransaction, testId: string): Promise<TestedLine[]> {
	return db.connectionCheck.findMany({
		where: { testId },
		orderBy: { position: 'asc' },
		select: { check: true, state: true, milliseconds: true, code: true },
	});
}

/** Reads them, of any subscription; null: the kind has none. Call it through `asSupport`. */
export async function readRunFacts(
	tx: InstallationTransaction,
	kind: RunKind,
	id: string,
): Promise<RunFacts | null> {
	return hasFacts(kind) ? READERS[kind](tx, id) : null;
}

function hasFacts(kind: RunKind): kind is RunFacts['kind'] {
	return Object.hasOwn(READERS, kind);
}
