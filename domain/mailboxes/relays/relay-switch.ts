import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** *Configurateur SMTP* of a subscription (E-16), with who switched it last. */
export interface RelaySwitch {
	readonly isOn: boolean;
	/** Of support; null: nobody, it was on before there was a switch. */
	readonly by: string | null;
	/** Null: it was never switched. */
	readonly at: Date | null;
}

/** As support left it. */
export async function readRelaySwitch({ db }: Transaction): Promise<RelaySwitch> {
	const last = await db.relayActivation.findFirst({ orderBy: { onAt: 'desc' } });
	if (!last) return { isOn: false, by: null, at: null };
	const byId = last.offById ?? last.onById;
	const person = byId && (await db.supportUser.findUnique({ where: { id: byId } }));
	return { isOn: last.offAt === null, by: person ? nameOf(person) : null, at: last.offAt ?? last.onAt };
}

/** @throws {Refusal} relays-off: support has not switched *Configurateur SMTP* on. */
export async function assertRelaysOn({ db }: Transaction): Promise<void> {
	if ((await db.relayActivation.count({ where: { offAt: null } })) === 0)
		throw new Refusal('forbidden', 'relays-off');
}

/**
 * Support switches *Configurateur SMTP* on or off for a subscription (E-16). Switched off nothing is set up or changed any
 * more; the relays that are there stay, and send on. To switch it to what it is changes nothing.
 *
 * @param actor Support (`supportActor`).
 */
export async function switchRelays(tx: Transaction, actor: Actor, isOn: boolean): Promise<void> {
	const changed = isOn ? await switchOn(tx, actor) : await switchOff(tx, actor);
	if (changed === 0) return;
	const act = isOn ? 'relays-on' : 'relays-off';
	await recordEvent(tx, { kind: 'support-acted', actor, data: { act } });
}

async function switchOn({ db, subscriptionId, at }: Transaction, { userId }: Actor): Promise<number> {
	const { count } = await db.relayActivation.createMany({
		data: [{ subscriptionId, onById: userId, onAt: at }],
		skipDuplicates: true,
	});
	return count;
}

async function switchOff({ db, at }: Transaction, { userId }: Actor): Promise<number> {
	const standing = { where: { offAt: null }, data: { offById: userId, offAt: at } };
	return (await db.relayActivation.updateMany(standing)).count;
}
