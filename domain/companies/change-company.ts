import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { CompanyForm } from './company-form.ts';
import { refuseTakenSiren } from './taken-siren.ts';

/**
 * Writes the form of a company. The timeline keeps which fields changed, not their values; nothing changed, nothing is
 * written.
 *
 * @param input.base the form as the person saw it when she began: what others saved meanwhile stays.
 * @throws {Refusal} missing, siren-taken, changed-meanwhile where both changed the same field.
 */
export async function changeCompany(
	tx: Transaction,
	actor: Actor,
	{ id, base = {}, ...typed }: CompanyForm & { id: string; base?: Record<string, unknown> | undefined },
): Promise<void> {
	await tx.lock('company', [id]);
	const before = await tx.db.company.findFirst({
		where: { id },
		include: { domains: { orderBy: { domain: 'asc' } }, addresses: { orderBy: { address: 'asc' } } },
	});
	if (!before) throw new Refusal('not-found', 'missing');
	const { merged, collisions } = mergeEdit(base, typed, formOf(before));
	if (collisions.length > 0) throw new Refusal('conflict', 'changed-meanwhile');
	const { domains, generalAddresses, ...fields } = merged;
	await refuseTakenSiren(tx, fields.siren, id);
	const { subscriptionId } = tx;
	const changed: string[] = (Object.keys(fields) as (keyof typeof fields)[]).filter(
		(field) => before[field] !== fields[field],
	);
	if (changed.length > 0) {
		await tx.db.company.update({ where: { subscriptionId_id: { subscriptionId, id } }, data: fields });
	}
	const row = { subscriptionId, companyId: id };
	if (
		!sameSet(
			before.domains.map(({ domain }) => domain),
			domains,
		)
	) {
		changed.push('domains');
		await tx.db.companyDomain.deleteMany({ where: { companyId: id } });
		await tx.db.companyDomain.createMany({
			data: [...new Set(domains)].map((domain) => ({ ...row, domain })),
		});
	}
	if (
		!sameSet(
			before.addresses.map(({ address }) => address),
			generalAddresses,
		)
	) {
		changed.push('generalAddresses');
		await tx.db.companyAddress.deleteMany({ where: { companyId: id } });
		await tx.db.companyAddress.createMany({
			data: [...new Set(generalAddresses)].map((address) => ({ ...row, address })),
		});
	}
	if (changed.length === 0) return;
	await recordEvent(tx, { kind: 'company-changed', companyId: id, actor, data: { fields: changed } });
}

/** A company as its form holds it. */
function formOf(
	row: Omit<CompanyForm, 'domains' | 'generalAddresses'> & {
		domains: { domain: string }[];
		addresses: { address: string }[];
	},
): CompanyForm {
	const { name, siren, activity, headcount, address, postalCode, city } = row;
	const { country, timeZone, phone, website } = row;
	return {
		...{ name, siren, activity, headcount, address, postalCode, city, country, timeZone, phone, website },
		domains: row.domains.map(({ domain }) => domain),
		generalAddresses: row.addresses.map((one) => one.address),
	};
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
	const first = new Set(one);
	const second = new Set(other);
	return first.size === second.size && [...first].every((value) => second.has(value));
}
