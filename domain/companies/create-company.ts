import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CompanyForm } from './company-form.ts';
import { refuseTakenSiren } from './taken-siren.ts';

/**
 * Creates a company by hand (5.6-1).
 *
 * @throws {Refusal} siren-taken with the `companyId` that has it: SIREN is unique where present (5.6-11).
 */
export async function createCompany(
	tx: Transaction,
	actor: Actor,
	{ domains, generalAddresses, ...fields }: CompanyForm,
): Promise<{ id: string }> {
	await refuseTakenSiren(tx, fields.siren);
	const { id } = await tx.db.company.create({
		data: {
			...fields,
			subscriptionId: tx.subscriptionId,
			createdById: actor.bySupport ? null : actor.userId,
			domains: { create: unique(domains).map((domain) => ({ domain })) },
			addresses: { create: unique(generalAddresses).map((address) => ({ address })) },
		},
		select: { id: true },
	});
	await recordEvent(tx, { kind: 'company-created', companyId: id, actor, data: { how: 'manual' } });
	return { id };
}

function unique(values: readonly string[]): string[] {
	return [...new Set(values)];
}
