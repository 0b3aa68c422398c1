import type { Act, PlannedAct } from '../people/act.ts';
import type { WorldDatabase } from './world-database.ts';

export interface StoredAct {
	readonly id: number;
	readonly at: Date;
	readonly person: string;
	/** The mail that it is about; null for what concerns a mailbox of ours. */
	readonly mailId: number | null;
	readonly act: Act;
	readonly state: 'pending' | 'done' | 'failed';
	/** How often it was tried in vain. */
	readonly attempts: number;
	/** What came of it, in a few words. */
	readonly outcome: string | null;
}

/** What the people still have to do and what they did. It survives a kill. */
export interface ActStore {
	plan(person: string, mailId: number | null, planned: PlannedAct): number;
	find(id: number): StoredAct | undefined;
	/** Domain instant of the earliest act that is still to be done. */
	nextAt(): Date | undefined;
	/** The earliest act that is due. */
	nextDue(at: Date): StoredAct | undefined;
	/** Settles a pending act; false when it is settled already. */
	settle(id: number, state: 'done' | 'failed', outcome: string): boolean;
	/** Tries a pending act again at a later domain instant. */
	postpone(id: number, at: Date, outcome: string): void;
	ofMail(mailId: number): StoredAct[];
	unsettled(): StoredAct[];
	failed(): StoredAct[];
	/** When this person's latest automatic reply to this sender is or was due. */
	lastAutomaticAt(person: string, sender: string): Date | undefined;
	/** Whether a mailbox of ours has lost its password, or will. */
	losesPassword(address: string): boolean;
}

export function createActStore({ sql }: WorldDatabase): ActStore {
	const insert = sql.prepare('INSERT INTO act (at, person, mail_id, act) VALUES (?, ?, ?, ?)');
	const next = sql.prepare(`SELECT * FROM act WHERE state = 'pending' ORDER BY at, id LIMIT 1`);
	const inState = sql.prepare('SELECT * FROM act WHERE state = ? ORDER BY at, id');
	const first = () => asAct(next.get());
	return {
		plan: (person, mailId, { at, act }) =>
			Number(insert.run(at.getTime(), person, mailId, JSON.stringify(act)).lastInsertRowid),
		find: (id) => asAct(sql.prepare('SELECT * FROM act WHERE id = ?').get(id)),
		nextAt: () => first()?.at,
		nextDue: (at) => {
			const act = first();
			return act && act.at <= at ? act : undefined;
		},
		settle: (id, state, outcome) =>
			sql
				.prepare(`UPDATE act SET state = ?, outcome = ? WHERE id = ? AND state = 'pending'`)
				.run(state, outcome, id).changes === 1,
		postpone: (id, at, outcome) =>
			void sql
				.prepare(
					`UPDATE act SET at = ?, attempts = attempts + 1, outcome = ? WHERE id = ? AND state = 'pending'`,
				)
				.run(at.getTime(), outcome, id),
		ofMail: (mailId) =>
			sql
				.prepare('SELECT * FROM act WHERE mail_id = ? ORDER BY at, id')
				.all(mailId)
				.map((row) => asAct(row)!),
		unsettled: () => inState.all('pending').map((row) => asAct(row)!),
		failed: () => inState.all('failed').map((row) => asAct(row)!),
		lastAutomaticAt: (person, sender) => {
			const row = sql
				.prepare(
					`SELECT max(act.at) AS at FROM act JOIN reception USING (mail_id)
					WHERE act.person = ? AND sender = ? AND act ->> '$.kind' = 'automatic'`,
				)
				.get(person, sender);
			return row?.at == null ? undefined : new Date(row.at as number);
		},
		losesPassword: (address) =>
			sql
				.prepare(`SELECT 1 FROM act WHERE act ->> '$.kind' = 'lose-password' AND act ->> '$.address' = ?`)
				.get(address) !== undefined,
	};
}

const asAct = (row: Record<string, unknown> | undefined): StoredAct | undefined =>
	row && {
		id: row.id as number,
		at: new Date(row.at as number),
		person: row.person as string,
		mailId: row.mail_id as number | null,
		act: JSON.parse(row.act as string) as Act,
		state: row.state as StoredAct['state'],
		attempts: row.attempts as number,
		outcome: row.outcome as string | null,
	};
