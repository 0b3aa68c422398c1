import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { switchRelays } from '#domain/mailboxes/relays/relay-switch.ts';
import { supportActor } from '#domain/support/audit.ts';
import { connectionLimits } from '#platform/limits.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { beginRelay, giveRelay } from './relay-connection.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;

beforeAll(async () => {
	office = await Office.open('relay-tests-bounded');
	await office.tx((tx) => switchRelays(tx, supportActor(office.subscriptionId, randomUUID()), true));
});
afterAll(() => office.close());

it('nobody tries passwords or hosts without end through a relay', async () => {
	const { connectionId } = await office.tx((tx) =>
		beginRelay(tx, office.ines, {
			...{ address: 'lettre@cadrelune.example', replyMailboxId: office.mailboxId, language: 'fr' },
		}),
	);
	const give = (password: string) =>
		office.tx((tx) =>
			giveRelay(tx, envelopes, office.ines, {
				...{ connectionId, password },
				smtp: { host: 'smtp.example', port: 465, security: 'tls', user: 'someone' },
			}),
		);
	for (let tried = 0; tried < connectionLimits.testsAtMost; tried++) await give(`guess-${tried}`);
	await expect(give('one-more')).rejects.toThrow('tests-too-many');
});
