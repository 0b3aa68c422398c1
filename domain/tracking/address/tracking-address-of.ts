import type { Transaction } from '#platform/database/database.ts';

/**
 * Where the links and pixels of this subscription's mails lead, such as `https://liens.example.fr`: its own subdomain once it
 * was found right, in the sandbox the installation's own address. Null: mails leave untracked.
 */
export async function trackingAddressOf(tx: Transaction): Promise<string | null> {
	const domain = await tx.db.trackingDomain.findFirst({
		where: { state: 'right' },
		select: { host: true },
	});
	if (domain) return `https://${domain.host}`;
	const installation = await tx.db.installation.findFirst({ select: { sandbox: true, publicUrl: true } });
	return installation?.sandbox ? installation.publicUrl : null;
}
