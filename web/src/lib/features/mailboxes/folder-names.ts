/** What folders of a mailbox are called, and who said what they are for. */
import type { FolderRole } from '#domain/mailboxes/folder-roles.ts';
import type { FolderLine } from '#domain/mailboxes/show/read-mailbox-reading.ts';
import { m } from '#texts/generated/messages.js';

const ROLES: Record<FolderRole, () => string> = {
	inbox: m.mailreading_role_inbox,
	sent: m.mailreading_role_sent,
	junk: m.mailreading_role_junk,
	drafts: m.mailreading_role_drafts,
	trash: m.mailreading_role_trash,
	archive: m.mailreading_role_archive,
};

/** The word of what a folder is for. */
export const roleName = (role: FolderRole | null): string =>
	role ? ROLES[role]() : m.mailreading_role_none();

const SOURCES = {
	server: m.mailreading_by_server,
	name: m.mailreading_by_name,
	person: m.mailreading_by_person,
};

/** Who says so; undefined for the Inbox, of which nobody doubts it, and for folders without a role. */
export const saidBy = ({ role, roleBy }: Pick<FolderLine, 'role' | 'roleBy'>): string | undefined =>
	role && role !== 'inbox' && roleBy ? SOURCES[roleBy]() : undefined;
