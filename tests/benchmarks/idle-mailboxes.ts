import { randomUUID } from 'node:crypto';
import type { DovecotServer } from '#tests/mail-servers/dovecot.ts';
import type { BenchServers } from './bench-servers.ts';
import { createCrowd, PASSWORD } from './crowd.ts';
import type { Product } from './product.ts';

/** Mailboxes of one subscription, empty, of which nobody writes. */
export interface IdleMailboxes {
	readonly subscriptionId: string;
	readonly ids: readonly string[];
	/** The one whose server is another host's. */
	readonly elsewhere: string;
}

/**
 * Writes such mailboxes, as connecting leaves them; nobody has poked their runs.
 *
 * @param ports where they are read: all but one at the first host, that one at the second.
 */
export async function createIdleMailboxes(
	servers: BenchServers,
	{ services }: Product,
	dovecot: DovecotServer,
	count: number,
	ports: { readonly here: number; readonly elsewhere: number },
): Promise<IdleMailboxes> {
	const [run] = await createCrowd(services.database, services.envelopes, {
		mailboxes: 1,
		runsEach: 1,
		steps: 1,
		minutesApart: 1,
		smtpPort: servers.smtpPort,
		imapPort: ports.elsewhere,
	});
	const { subscriptionId } = run!;
	const boxes = await services.database.inSubscription(subscriptionId, async ({ db }) => {
		await db.engagement.deleteMany();
		const first = await db.mailbox.findFirstOrThrow();
		const ids = Array.from({ length: count - 1 }, () => randomUUID());
		const of = (mailboxId: string) => ({ subscriptionId, mailboxId });
		const sealed = (id: string) => new Uint8Array(services.envelopes.seal(PASSWORD, `mailbox:${id}`));
		const more = ids.map((id) => ({
			...first,
			id,
			imapPort: ports.here,
			address: `${id}@x.example`,
			loginName: `${id}@x.example`,
		}));
		await db.mailbox.createMany({ data: more });
		await db.mailboxSecret.createMany({ data: ids.map((id) => ({ ...of(id), sealed: sealed(id) })) });
		await db.mailboxWatch.createMany({ data: ids.map(of) });
		await db.mailboxWatch.updateMany({ data: { provenAt: null } });
		return [first, ...more];
	});
	for (const { address } of boxes) dovecot.addUser(address, PASSWORD);
	return { subscriptionId, ids: boxes.map(({ id }) => id), elsewhere: boxes[0]!.id };
}
