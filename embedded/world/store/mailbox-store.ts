import type { WorldDatabase } from './world-database.ts';

/** The folders of a new mailbox: its path and what it is for (RFC 6154). */
const FOLDERS = [
	['INBOX', null],
	['Sent', '\\Sent'],
	['Drafts', '\\Drafts'],
	['Junk', '\\Junk'],
	['Trash', '\\Trash'],
] as const;

export interface StoredMailbox {
	readonly address: string;
	readonly displayName: string;
	/** Null: one of the people; nobody signs in. */
	readonly password: string | null;
	readonly passwordChangedAt: Date | null;
	/** Its host takes nothing from it any more; it is read as before. */
	readonly isSuspended: boolean;
}

export interface StoredFolder {
	readonly id: number;
	readonly path: string;
	readonly specialUse: string | null;
	readonly uidValidity: number;
	readonly uidNext: number;
	/** Of the newest message that it holds; 0 where it is empty. */
	readonly lastUid: number;
}

export interface StoredMessage {
	readonly uid: number;
	readonly internalDate: string;
	readonly flags: readonly string[];
	readonly raw: Buffer;
}

/** A message to be filed. */
export interface NewMessage {
	readonly raw: Buffer;
	readonly flags: readonly string[];
	readonly receivedAt: Date;
	/** As IMAP writes it (RFC 3501 date-time). */
	readonly internalDate: string;
}

/** The mailboxes, folders and messages that survive a kill. Every write belongs to the caller's transaction. */
export interface MailboxStore {
	/** Makes a mailbox with its folders where there is none. Answers whether it is new. */
	ensure(mailbox: { address: string; displayName: string; password: string | null }, at: Date): boolean;
	find(address: string): StoredMailbox | undefined;
	/** Those that one may sign in to. */
	withPassword(): StoredMailbox[];
	setPassword(address: string, password: string, at: Date): void;
	setSuspended(address: string, isSuspended: boolean): void;
	folders(address: string): StoredFolder[];
	createFolder(address: string, path: string, at: Date): StoredFolder;
	messages(folderId: number): StoredMessage[];
	/** Files a message under the folder's next UID. */
	file(address: string, path: string, message: NewMessage): { id: number; uid: number };
	setFlags(folderId: number, uid: number, flags: readonly string[]): void;
	remove(folderId: number, uid: number): void;
	rawOf(messageId: number): Buffer | undefined;
}

export function createMailboxStore({ sql, transaction }: WorldDatabase): MailboxStore {
	const insertMailbox = sql.prepare(
		'INSERT INTO mailbox (address, display_name, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
	);
	const insertFolder = sql.prepare(
		'INSERT INTO folder (address, path, special_use, uid_validity) VALUES (?, ?, ?, ?)',
	);
	const MAILBOX =
		'SELECT m.*, s.address IS NOT NULL AS suspended FROM mailbox m LEFT JOIN suspension s USING (address)';
	const selectMailbox = sql.prepare(`${MAILBOX} WHERE address = ?`);
	const folder =
		'SELECT *, (SELECT coalesce(max(uid), 0) FROM message WHERE folder_id = folder.id) AS last_uid FROM folder';
	const selectFolder = sql.prepare(`${folder} WHERE address = ? AND path = ?`);
	const selectFolders = sql.prepare(`${folder} WHERE address = ? ORDER BY id`);
	const takeUid = sql.prepare(
		'UPDATE folder SET uid_next = uid_next + 1 WHERE address = ? AND path = ? RETURNING id, uid_next - 1 AS uid',
	);
	const insertMessage = sql.prepare(
		'INSERT INTO message (folder_id, uid, received_at, internal_date, flags, raw) VALUES (?, ?, ?, ?, ?, ?)',
	);
	const store: MailboxStore = {
		ensure: ({ address, displayName, password }, at) =>
			transaction(() => {
				if (insertMailbox.run(address, displayName, password).changes === 0) return false;
				for (const [path, use] of FOLDERS) insertFolder.run(address, path, use, uidValidity(at));
				return true;
			}),
		find: (address) => asMailbox(selectMailbox.get(address)),
		withPassword: () =>
			sql
				.prepare(`${MAILBOX} WHERE password IS NOT NULL ORDER BY m.rowid`)
				.all()
				.map((row) => asMailbox(row)!),
		setPassword: (address, password, at) =>
			void sql
				.prepare('UPDATE mailbox SET password = ?, password_changed_at = ? WHERE address = ?')
				.run(password, at.getTime(), address),
		setSuspended: (address, isSuspended) =>
			void sql
				.prepare(
					isSuspended
						? 'INSERT INTO suspension (address) VALUES (?) ON CONFLICT DO NOTHING'
						: 'DELETE FROM suspension WHERE address = ?',
				)
				.run(address),
		folders: (address) => selectFolders.all(address).map(asFolder),
		createFolder: (address, path, at) => {
			insertFolder.run(address, path, null, uidValidity(at));
			return asFolder(selectFolder.get(address, path)!);
		},
		messages: (folderId) =>
			sql.prepare('SELECT * FROM message WHERE folder_id = ? ORDER BY uid').all(folderId).map(asMessage),
		file: (address, path, message) =>
			transaction(() => {
				const folder = takeUid.get(address, path);
				if (!folder) throw new Error('no such folder in the world');
				const uid = Number(folder.uid);
				const { lastInsertRowid } = insertMessage.run(
					Number(folder.id),
					uid,
					message.receivedAt.getTime(),
					message.internalDate,
					JSON.stringify(message.flags),
					message.raw,
				);
				return { id: Number(lastInsertRowid), uid };
			}),
		setFlags: (folderId, uid, flags) =>
			void sql
				.prepare('UPDATE message SET flags = ? WHERE folder_id = ? AND uid = ?')
				.run(JSON.stringify(flags), folderId, uid),
		remove: (folderId, uid) =>
			void sql.prepare('DELETE FROM message WHERE folder_id = ? AND uid = ?').run(folderId, uid),
		rawOf: (messageId) => {
			const row = sql.prepare('SELECT raw FROM message WHERE id = ?').get(messageId);
			return row && Buffer.from(row.raw as Uint8Array);
		},
	};
	return store;
}

type Row = Record<string, unknown>;

/** Seconds since 1970, as most servers do: a folder that was lost and made again never repeats its UIDs. */
const uidValidity = (at: Date) => Math.floor(at.getTime() / 1_000);

const asMailbox = (row: Row | undefined): StoredMailbox | undefined =>
	row && {
		address: row.address as string,
		displayName: row.display_name as string,
		password: row.password as string | null,
		passwordChangedAt: row.password_changed_at === null ? null : new Date(row.password_changed_at as number),
		isSuspended: row.suspended === 1,
	};

const asFolder = (row: Row): StoredFolder => ({
	id: row.id as number,
	path: row.path as string,
	specialUse: row.special_use as string | null,
	uidValidity: row.uid_validity as number,
	uidNext: row.uid_next as number,
	lastUid: row.last_uid as number,
});

const asMessage = (row: Row): StoredMessage => ({
	uid: row.uid as number,
	internalDate: row.internal_date as string,
	flags: JSON.parse(row.flags as string) as string[],
	raw: Buffer.from(row.raw as Uint8Array),
});
