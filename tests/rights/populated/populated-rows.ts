import { randomBytes, randomUUID } from 'node:crypto';
import { sendIdOf } from '#domain/engagements/look/send-id.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

const NAMES = [
	'responsable',
	'utilisateur',
	'colleague',
	'routine',
	'company',
	'freeCompany',
	'contact',
	'free',
	'grey',
	'sequence',
	'freeSequence',
	'version',
	'freeVersion',
	'newsletter',
	'endedSequence',
	'endedVersion',
	'mailbox',
	'sender',
	'relay',
	'engagement',
	'ended',
	'message',
	'privateIn',
	'privateOut',
	'privateReply',
	'privateAnswer',
	'event',
	'notification',
	'note',
	'relance',
	'suppression',
	'invitation',
	'test',
	'connection',
	'domain',
	'fromAddress',
	'platformMail',
	'issue',
	'part',
] as const;

/** What the rows of one populated subscription have in common. */
export interface PopulatedRows {
	readonly tx: Transaction;
	readonly db: Transaction['db'];
	readonly at: Date;
	readonly envelopes: Envelopes;
	readonly words: PopulatedWords;
	/** Ids of its rows. */
	readonly id: Readonly<Record<(typeof NAMES)[number] | 'send', string>>;
	readonly own: { readonly subscriptionId: string };
	/** Hours before the present domain time. */
	ago(hours: number): Date;
	/** Hours after it. */
	ahead(hours: number): Date;
}

/** What stands in its texts. */
export interface PopulatedWords {
	/** In every text, name and address of this subscription, and nowhere else. */
	readonly canary: string;
	/** In what only its users may read. */
	readonly secret: string;
	readonly domain: string;
	/** In what the users of the mailbox alone may read (5.7-9). */
	readonly own: string;
}

export function inventWords(): PopulatedWords {
	const canary = `canari${randomBytes(6).toString('hex')}`;
	const own = `prive${randomBytes(6).toString('hex')}`;
	return { canary, secret: `${canary}secret`, domain: `${canary}.example`, own };
}

export function inventIds(): PopulatedRows['id'] {
	const ids = Object.fromEntries(NAMES.map((name) => [name, randomUUID()])) as Record<
		(typeof NAMES)[number],
		string
	>;
	return { ...ids, send: sendIdOf(ids.engagement, 1, 1) };
}
