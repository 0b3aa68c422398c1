import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * The world's own database. Everything in it is domain time in milliseconds since 1970.
 *
 * A mailbox without a password is one of the people: nobody signs in to it. `message.raw` is the mail as its
 * mailbox holds it. `reception` is what only the receiving server knew about a mail to one of the people.
 */
const SCHEMA = `
	CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS mailbox (
		address TEXT PRIMARY KEY,
		display_name TEXT NOT NULL,
		password TEXT,
		password_changed_at INTEGER
	) STRICT;
	CREATE TABLE IF NOT EXISTS suspension (address TEXT PRIMARY KEY REFERENCES mailbox (address)) STRICT;
	CREATE TABLE IF NOT EXISTS folder (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		address TEXT NOT NULL REFERENCES mailbox (address),
		path TEXT NOT NULL,
		special_use TEXT,
		uid_validity INTEGER NOT NULL,
		uid_next INTEGER NOT NULL DEFAULT 1,
		UNIQUE (address, path)
	) STRICT;
	CREATE TABLE IF NOT EXISTS message (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		folder_id INTEGER NOT NULL REFERENCES folder (id),
		uid INTEGER NOT NULL,
		received_at INTEGER NOT NULL,
		internal_date TEXT NOT NULL,
		flags TEXT NOT NULL,
		raw BLOB NOT NULL,
		UNIQUE (folder_id, uid)
	) STRICT;
	CREATE TABLE IF NOT EXISTS reception (
		mail_id INTEGER PRIMARY KEY REFERENCES message (id),
		person TEXT NOT NULL,
		sender TEXT NOT NULL,
		mail_from TEXT NOT NULL,
		rcpt_to TEXT NOT NULL,
		original_recipient TEXT,
		notify TEXT,
		envelope_id TEXT,
		returns TEXT,
		subject TEXT NOT NULL,
		message_id TEXT NOT NULL,
		thread TEXT NOT NULL,
		step INTEGER NOT NULL
	) STRICT;
	CREATE INDEX IF NOT EXISTS reception_of_person ON reception (person, sender, thread);
	CREATE TABLE IF NOT EXISTS act (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		at INTEGER NOT NULL,
		person TEXT NOT NULL,
		mail_id INTEGER,
		act TEXT NOT NULL,
		state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'failed')),
		attempts INTEGER NOT NULL DEFAULT 0,
		outcome TEXT
	) STRICT;
	CREATE INDEX IF NOT EXISTS act_pending ON act (at, id) WHERE state = 'pending';
	CREATE TABLE IF NOT EXISTS first_attempt (
		person TEXT NOT NULL,
		sender TEXT NOT NULL,
		at INTEGER NOT NULL,
		PRIMARY KEY (person, sender)
	) STRICT;
	CREATE TABLE IF NOT EXISTS absence (
		person TEXT NOT NULL,
		thread TEXT NOT NULL,
		returns_at INTEGER NOT NULL,
		PRIMARY KEY (person, thread)
	) STRICT;
	CREATE TABLE IF NOT EXISTS chosen_behaviour (
		person TEXT NOT NULL,
		sender TEXT NOT NULL,
		behaviour TEXT NOT NULL,
		PRIMARY KEY (person, sender)
	) STRICT;
`;

/** The world's database with its one transaction at a time. */
export interface WorldDatabase {
	readonly sql: DatabaseSync;
	/**
	 * Runs `work` in one transaction that is on the disk when this returns (write-ahead log, synchronous=full);
	 * a throw rolls it back. Inside another transaction `work` belongs to that one.
	 */
	transaction<T>(work: () => T): T;
	close(): void;
}

/** Opens the world's database, readable by its owner alone, and lays its tables where they are missing. */
export function openWorldDatabase(file: string): WorldDatabase {
	const sql = new DatabaseSync(file);
	chmodSync(file, 0o600);
	sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
	sql.exec(SCHEMA);
	return {
		sql,
		transaction(work) {
			if (sql.isTransaction) return work();
			sql.exec('BEGIN IMMEDIATE');
			try {
				const result = work();
				sql.exec('COMMIT');
				return result;
			} catch (error) {
				if (sql.isTransaction) sql.exec('ROLLBACK');
				throw error;
			}
		},
		close: () => sql.close(),
	};
}
