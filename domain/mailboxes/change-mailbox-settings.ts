import type { Actor } from '#domain/values/actor.ts';
import { clearSenderSlots } from '#domain/senders/clear-sender-slots.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { dayOfColumn } from '#domain/values/due-day.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import { lockOwnMailbox } from './own-mailbox.ts';
import { tellChange } from './tell-owner.ts';

/** What of a mailbox's sender may be changed without a connection test; what is absent stays. */
export interface MailboxSettings {
	readonly displayName?: string;
	readonly timeZone?: string;
	/** Caps and pace, 5.5-1. */
	readonly dailyCap?: number;
	readonly rampStart?: number;
	readonly rampStep?: number;
	/** First day of the ramp (ISO day); null: no ramp. */
	readonly rampSince?: string | null;
	readonly gapMinSeconds?: number;
	readonly gapMaxSeconds?: number;
	/** Mails in a sliding 24 h; null: the provider's limit is not known. */
	readonly providerDailyLimit?: number | null;
	/** Percent of it that is applied, 1 to 100. */
	readonly providerLimitShare?: number;
	/** What happens to an uncertain send without evidence. */
	readonly uncertainPolicy?: 'silence' | 'delivery' | 'ask';
}

/** Changes of these make reserved slots wrong. */
const PACE = [
	'timeZone',
	'dailyCap',
	'rampStart',
	'rampStep',
	'rampSince',
	'gapMinSeconds',
	'gapMaxSeconds',
	'providerDailyLimit',
	'providerLimitShare',
] as const satisfies readonly (keyof MailboxSettings)[];

/**
 * Changes how a mailbox's sender is named and how fast it may send. A change of pace gives its future slots back, so that its
 * runs are planned anew (docs/design/processes.md#planner).
 *
 * @param input.base the form as the person saw it when she began: what others saved meanwhile stays.
 * @throws {Refusal} missing; not-allowed; gap-reversed; changed-meanwhile where both changed the same field.
 */
export async function changeMailboxSettings(
	tx: Transaction,
	actor: Actor,
	{
		mailboxId,
		settings,
		base = {},
	}: { mailboxId: string; settings: MailboxSettings; base?: Record<string, unknown> | undefined },
): Promise<{ fields: string[] }> {
	const mailbox = await lockOwnMailbox(tx, actor, mailboxId);
	const { sender } = mailbox;
	const rampNow = sender.rampSince && dayOfColumn(sender.rampSince);
	const stored = { ...sender, rampSince: rampNow } as MailboxSettings;
	const { merged, collisions } = mergeEdit(base, settings, stored);
	if (collisions.length > 0) throw new Refusal('conflict', 'changed-meanwhile');
	const { rampSince, ...plain } = merged;
	const wished = {
		...plain,
		...(rampSince === undefined ? {} : { rampSince: rampSince === null ? null : new Date(rampSince) }),
	};
	const fields = Object.keys(wished).filter((field) => {
		const [before, after] = [sender[field as keyof typeof wished], wished[field as keyof typeof wished]];
		return after !== undefined && before?.valueOf() !== after?.valueOf();
	});
	if (fields.length === 0) return { fields };
	const gap = [wished.gapMinSeconds ?? sender.gapMinSeconds, wished.gapMaxSeconds ?? sender.gapMaxSeconds];
	if (gap[0]! > gap[1]!) throw new Refusal('invalid', 'gap-reversed');
	await tx.db.sender.updateMany({
		where: { id: sender.id },
		data: Object.fromEntries(fields.map((field) => [field, wished[field as keyof typeof wished]])),
	});
	if (PACE.some((field) => fields.includes(field))) await clearSenderSlots(tx, sender);
	await tellChange(tx, actor, mailbox, fields);
	return { fields };
}
