import { randomInt } from 'node:crypto';
import { composeAutomatic, composeFirstLetter, composeLetter } from '../letters/compose.ts';
import type { ComposedMail, Writing } from '../letters/compose.ts';
import { composeBounce, composeBounceInWords, composeComplaint } from '../letters/delivery-report.ts';
import { readMail } from '../letters/read-mail.ts';
import type { ActStore, StoredAct } from '../store/act-store.ts';
import type { MailboxStore } from '../store/mailbox-store.ts';
import type { PeopleStore } from '../store/people-store.ts';
import type { WorldDatabase } from '../store/world-database.ts';
import type { Delivery } from '../delivery.ts';
import type { DomainClock } from '../domain-clock.ts';
import { confirmObjection, pressOneClick, refuseMeasuring } from './confirm-objection.ts';
import { personAt } from './directory.ts';
import { linksOf } from './links.ts';
import type { Visitor } from './visit-page.ts';

/** What acts need. */
export interface ActTools {
	readonly database: WorldDatabase;
	readonly acts: ActStore;
	readonly people: PeopleStore;
	readonly mailboxes: MailboxStore;
	readonly delivery: Delivery;
	readonly clock: DomainClock;
	readonly visitor: Visitor;
	/** Ends the open connections of a mailbox of ours. */
	closeConnections(address: string): void;
}

/**
 * Does one act and settles it. A mail is filed in the same transaction as its act is settled, so it comes once,
 * whatever dies in between; a page may be opened twice, which must not matter.
 *
 * @throws When it could not be done; the act then still stands.
 */
export async function performAct(tools: ActTools, { id, person, mailId, act }: StoredAct): Promise<void> {
	const { database, acts, clock } = tools;
	if (act.kind === 'lose-password') {
		database.transaction(() => {
			if (acts.settle(id, 'done', 'password changed')) changePassword(tools, act.address);
		});
		tools.closeConnections(act.address);
		return;
	}
	const writing = (address: string): Writing => {
		const { name, language } = personAt(address);
		const own = tools.mailboxes.find(address);
		const domain = address.split('@')[1];
		const writer = { name: own?.displayName ?? name, address, language };
		return { writer, at: clock.now(), messageId: `<act-${id}@${domain}>` };
	};
	const write = (mail: ComposedMail) => {
		const show = database.transaction(() => {
			const filed = tools.delivery.toUser(mail);
			return acts.settle(id, 'done', filed ? 'written' : 'nobody to write to') ? filed : undefined;
		});
		show?.();
	};
	if (act.kind === 'first-letter') return write(await composeFirstLetter(writing(act.from), act));
	const reception = mailId === null ? undefined : tools.people.reception(mailId);
	const raw = mailId === null ? undefined : tools.mailboxes.rawOf(mailId);
	if (!reception || !raw) {
		acts.settle(id, 'failed', 'the mail is gone');
		return;
	}
	const original = await readMail(raw);
	const reported = { reception, raw };

	switch (act.kind) {
		case 'letter': {
			const isColleague = !act.isInHouse && personAt(act.from).address !== person;
			const copyTo = isColleague ? personAt(person) : undefined;
			return write(
				await composeLetter(original, reception.receivedAt, writing(act.from), { ...act, copyTo }),
			);
		}
		case 'automatic':
			return write(await composeAutomatic(original, writing(act.from), act));
		case 'bounce':
			// Who asked for no report gets none (RFC 3461, NOTIFY=NEVER).
			if (reception.notify === 'NEVER') return void acts.settle(id, 'done', 'no report was wanted');
			return write(composeBounce(reported, writing(person)));
		case 'bounce-in-words':
			return write(await composeBounceInWords(reported, writing(person)));
		case 'complaint':
			return write(composeComplaint(reported, writing(person)));
		case 'object': {
			const { objection } = linksOf(original);
			if (objection === undefined) return void acts.settle(id, 'failed', 'the mail has no objection link');
			if (!tools.visitor.mayOpen(objection)) return void acts.settle(id, 'failed', 'the link leads outside');
			await confirmObjection(tools.visitor, objection);
			return void acts.settle(id, 'done', 'objected');
		}
		case 'one-click': {
			const { oneClick } = linksOf(original);
			if (oneClick === undefined) return void acts.settle(id, 'failed', 'the mail takes no one click');
			if (!tools.visitor.mayOpen(oneClick)) return void acts.settle(id, 'failed', 'the link leads outside');
			await pressOneClick(tools.visitor, oneClick);
			return void acts.settle(id, 'done', 'unsubscribed');
		}
		case 'refuse-measuring': {
			const { objection } = linksOf(original);
			if (objection === undefined) return void acts.settle(id, 'failed', 'the mail has no page behind it');
			if (!tools.visitor.mayOpen(objection)) return void acts.settle(id, 'failed', 'the link leads outside');
			await refuseMeasuring(tools.visitor, objection);
			return void acts.settle(id, 'done', 'refused');
		}
		case 'open':
		case 'click':
		case 'machine-open': {
			const { images, links, objection } = linksOf(original);
			const wanted = {
				open: images,
				click: links.slice(0, 1),
				'machine-open': [...images, ...links, ...(objection ? [objection] : [])],
			}[act.kind];
			const inside = wanted.filter((link) => tools.visitor.mayOpen(link));
			const loaded = await Promise.allSettled(inside.map((link) => tools.visitor.open(link)));
			const count = loaded.filter((one) => one.status === 'fulfilled').length;
			return void acts.settle(id, 'done', `loaded ${count} of ${wanted.length}`);
		}
	}
}

/** Gives a mailbox of ours a new password. Belongs to the caller's transaction. */
export function changePassword(
	{ mailboxes, clock }: Pick<ActTools, 'mailboxes' | 'clock'>,
	address: string,
): string {
	const password = `boite-${randomInt(100_000, 1_000_000)}`;
	mailboxes.setPassword(address, password, clock.now());
	return password;
}
