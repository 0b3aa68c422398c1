import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookAtConnection } from '#domain/connections/look-at-connection.ts';
import { beginRelay, giveRelay } from '#domain/connections/relay-connection.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from '#domain/mailboxes/run-connection-test.ts';
import { supportActor } from '#domain/support/audit.ts';
import { listRelaySwitches } from '#domain/support/list-relay-switches.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { changeRelay } from './change-relay.ts';
import { readRelaySwitch, switchRelays } from './relay-switch.ts';

const envelopes = createEnvelopes(randomBytes(32));
const samId = randomUUID();
let office: Office;

beforeAll(async () => {
	office = await Office.open('relay-switch');
	await office.asOwner(
		`INSERT INTO support_user (id, email, first_name, last_name) VALUES ('${samId}', 's@x.example', 'Sam', 'Ferrandier')`,
	);
});
afterAll(() => office.close());

const turn = (isOn: boolean) =>
	office.tx((tx) => switchRelays(tx, supportActor(office.subscriptionId, samId), isOn));
const standing = () => office.tx((tx) => readRelaySwitch(tx));
const acts = () =>
	office.tx(async ({ db }) => {
		const lines = await db.event.findMany({ where: { kind: 'support-acted' }, orderBy: { at: 'asc' } });
		return lines.map(({ actorId, data }) => [actorId, (data as { act: string }).act]);
	});
const begin = () =>
	office.tx((tx) =>
		beginRelay(tx, office.ines, {
			...{ address: 'lettre@cadrelune.example', replyMailboxId: office.mailboxId, language: 'fr' },
		}),
	);
const give = (connectionId: string) =>
	office.tx((tx) =>
		giveRelay(tx, envelopes, office.ines, {
			...{ connectionId, password: 'right' },
			smtp: { host: 'smtp.example', port: 465, security: 'tls', user: 'someone' },
		}),
	);
const look = (id: string) => office.tx((tx) => lookAtConnection(tx, envelopes, id));

/** Its test runs to its end, and finds all good. */
async function pass(id: string): Promise<void> {
	await look(id);
	const { testId } = await office.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }));
	await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
	for (const { check } of await office.tx(({ db }) =>
		db.connectionCheck.findMany({ where: { testId: testId! } }),
	)) {
		const found = { check, milliseconds: 1, details: {}, state: 'ok' } as never;
		await office.tx((tx) => recordCheck(tx, testId!, found));
	}
	await office.tx((tx) => endConnectionTest(tx, testId!));
}

it('is off in a subscription, on once support switched it on, and tells who and when', async () => {
	expect(await standing()).toEqual({ isOn: false, by: null, at: null });
	await expect(begin()).rejects.toThrow('relays-off');
	await turn(true);
	expect(await standing()).toMatchObject({ isOn: true, by: 'Sam Ferrandier', at: expect.any(Date) });
	await begin();
});

it('two members of support who press at once switch it once, and each switching is one line', async () => {
	await turn(false);
	await Promise.all([turn(true), turn(true)]);
	await turn(true);
	expect(await acts()).toEqual([
		[samId, 'relays-on'],
		[samId, 'relays-off'],
		[samId, 'relays-on'],
	]);
	const lines = await office.database.asSupport((tx) => listRelaySwitches(tx));
	const line = lines.find(({ id }) => id === office.subscriptionId)!;
	expect(line).toMatchObject({ isOn: true, relays: 0 });
	expect(line.switched.map(({ to, by }) => [to, by])).toEqual([
		['on', 'Sam Ferrandier'],
		['off', 'Sam Ferrandier'],
		['on', 'Sam Ferrandier'],
	]);
});

it('switched off while a relay is tried, nothing is saved; on again, the same attempt goes through', async () => {
	const { connectionId } = await begin();
	await give(connectionId);
	await pass(connectionId);
	await turn(false);
	await look(connectionId);
	const stopped = await office.tx(({ db }) =>
		db.mailboxConnection.findFirst({ where: { id: connectionId } }),
	);
	expect(stopped).toMatchObject({ stage: 'mending', fault: 'relays-off' });
	await expect(give(connectionId)).rejects.toThrow('relays-off');
	await turn(true);
	await give(connectionId);
	await pass(connectionId);
	await look(connectionId);
	expect(await relays()).toHaveLength(1);
});

it('a relay that is there is not lost and not changed while it is off', async () => {
	await turn(false);
	const [relay] = await relays();
	const change = {
		...{ senderId: relay!.id, displayName: 'Autre', replyMailboxId: office.mailboxId },
		...{ dailyCap: 1, providerDailyLimit: null },
	};
	await expect(office.tx((tx) => changeRelay(tx, office.ines, change))).rejects.toThrow('relays-off');
	expect(await relays()).toEqual([relay]);
});

const relays = () => office.tx(({ db }) => db.sender.findMany({ where: { kind: 'relay', deletedAt: null } }));
