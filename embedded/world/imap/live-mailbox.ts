import hoodiecrow from 'hoodiecrow-imap';
import type { IMAPConnection, IMAPServer, Mailbox, Message } from 'hoodiecrow-imap';
import type { DomainClock } from '../domain-clock.ts';
import type { MailboxStore, StoredMessage } from '../store/mailbox-store.ts';
import type { WorldDatabase } from '../store/world-database.ts';
import { internalDate } from './internal-date.ts';

/** What the world's IMAP servers offer beside RFC 3501. */
export const IMAP_EXTENSIONS = ['ID', 'NAMESPACE', 'IDLE', 'SPECIAL-USE', 'UNSELECT', 'UIDPLUS', 'MOVE'];

/** One mailbox as IMAP shows it: hoodiecrow holds it in memory, the store on the disk. */
export interface LiveMailbox {
	readonly server: IMAPServer;
	/** Shows a message that the store has filed, to the connections that wait for it as well. */
	show(path: string, message: StoredMessage, besides?: IMAPConnection): Message;
}

/**
 * Opens a mailbox for IMAP. Whatever a client changes (APPEND, COPY, MOVE, flags, EXPUNGE, CREATE) is on the disk
 * before its OK is written. UIDs and UIDVALIDITY are the store's.
 */
export function openLiveMailbox(
	address: string,
	{ database, store, clock }: { database: WorldDatabase; store: MailboxStore; clock: DomainClock },
): LiveMailbox {
	const server = hoodiecrow({ plugins: IMAP_EXTENSIONS, storage: { INBOX: {}, '': { separator: '/' } } });
	// Each signed-in connection listens to its server.
	server.setMaxListeners(0);
	const kept = new Map<Mailbox, { folderId: number; flags: Map<number, string> }>();
	const changed = new Set<Mailbox>();

	for (const folder of store.folders(address)) {
		if (folder.path !== 'INBOX') server.createMailbox(folder.path);
		const mailbox = server.getMailbox(folder.path)!;
		mailbox.uidvalidity = folder.uidValidity;
		if (folder.specialUse) mailbox['special-use'] = folder.specialUse;
		kept.set(mailbox, { folderId: folder.id, flags: new Map() });
		for (const message of store.messages(folder.id)) place(mailbox, message);
		mailbox.uidnext = folder.uidNext;
	}

	function place(mailbox: Mailbox, { uid, flags, internalDate: internaldate, raw }: StoredMessage): Message {
		const message = { uid, flags: [...flags], internaldate, raw: raw.toString('latin1') };
		mailbox.messages.push(message);
		mailbox.uidnext = Math.max(mailbox.uidnext, uid + 1);
		server.processMessage(message, mailbox);
		kept.get(mailbox)!.flags.set(uid, JSON.stringify(message.flags));
		return message;
	}

	function show(path: string, stored: StoredMessage, besides?: IMAPConnection): Message {
		const mailbox = server.getMailbox(path)!;
		const message = place(mailbox, stored);
		const exists = [mailbox.messages.length, { type: 'ATOM', value: 'EXISTS' }];
		server.notify({ tag: '*', attributes: exists }, mailbox, besides);
		return message;
	}

	/** APPEND, COPY and MOVE come here. */
	server.appendMessage = (target, flags, givenDate, latin1, besides) => {
		const mailbox = typeof target === 'string' ? server.getMailbox(target)! : target;
		const now = clock.now();
		const date = givenDate ?? internalDate(now);
		const raw = Buffer.from(latin1, 'latin1');
		const { uid } = store.file(address, mailbox.path, { raw, flags, receivedAt: now, internalDate: date });
		return { mailbox, message: show(mailbox.path, { uid, flags, internalDate: date, raw }, besides) };
	};

	const createMailbox = server.createMailbox.bind(server);
	server.createMailbox = (path) => {
		createMailbox(path);
		const parts = path.replace(/\/$/, '').split('/');
		for (let depth = 1; depth <= parts.length; depth++) {
			const mailbox = server.getMailbox(parts.slice(0, depth).join('/'))!;
			if (kept.has(mailbox)) continue;
			const folder = store.createFolder(address, mailbox.path, clock.now());
			mailbox.uidvalidity = folder.uidValidity;
			kept.set(mailbox, { folderId: folder.id, flags: new Map() });
		}
	};
	for (const command of ['DELETE', 'RENAME']) server.setCommandHandler(command, refuse);

	const notify = server.notify.bind(server);
	server.notify = (command, mailbox, ignore) => {
		if (typeof mailbox !== 'string') changed.add(mailbox);
		notify(command, mailbox, ignore);
	};

	/** Writes down how the flags and the messages of a folder differ from what the disk has. */
	function keepDifference(mailbox: Mailbox): void {
		const known = kept.get(mailbox);
		if (!known) return;
		const present = new Set<number>();
		for (const { uid, flags } of mailbox.messages) {
			present.add(uid);
			const text = JSON.stringify(flags);
			if (known.flags.get(uid) === text) continue;
			store.setFlags(known.folderId, uid, flags);
			known.flags.set(uid, text);
		}
		for (const uid of known.flags.keys()) {
			if (present.has(uid)) continue;
			store.remove(known.folderId, uid);
			known.flags.delete(uid);
		}
	}

	server.outputHandlers.push((connection, response) => {
		if (response.tag === '*') return;
		if (connection.selectedMailbox) changed.add(connection.selectedMailbox);
		if (changed.size === 0) return;
		database.transaction(() => changed.forEach(keepDifference));
		changed.clear();
	});

	return { server, show };
}

/** Folders stay where they are: the world's people find them by their use. */
const refuse: Parameters<IMAPServer['setCommandHandler']>[1] = (connection, parsed, data, callback) => {
	const attributes = [{ type: 'TEXT', value: `${parsed.command} is not offered here` }];
	connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'REFUSED', parsed, data);
	callback();
};
