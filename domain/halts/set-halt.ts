import { oncePerRequest } from '#domain/commands/once-per-request.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { InstallationTransaction, Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { HaltForm, TenantHaltForm } from './halt-form.ts';
import { pokeHeldRuns, type HaltSubject } from './poke-held-runs.ts';

/**
 * *Retenir les envois*: from its commit on nothing that the halt names is claimed or armed (5.7-24). It is never lateness,
 * and holds no verdict. A line of the subscription, with its reason on every run that it holds.
 *
 * @returns the halt's id, and how many live runs it names.
 * @throws {Refusal} missing; request-reused.
 */
export async function setHalt(
	tx: Transaction,
	actor: Actor,
	form: TenantHaltForm,
): Promise<{ haltId: string; held: number }> {
	const { requestId, scope, reason } = form;
	const engagementId = 'engagementId' in form ? form.engagementId : undefined;
	const request = { requestId, kind: 'hold-sends', engagementId, input: { scope } };
	return oncePerRequest(tx, actor, request, async () => {
		const subject = await subjectOf(tx, form);
		await tx.db.halt.create({
			data: {
				subscriptionId: tx.subscriptionId,
				id: requestId,
				...subject,
				reason,
				setById: actor.userId,
				setAt: tx.at,
			},
		});
		return { haltId: requestId, held: await pokeHeldRuns(tx, subject) };
	});
}

async function subjectOf(tx: Transaction, form: TenantHaltForm): Promise<HaltSubject> {
	if (form.scope === 'subscription') return { scope: form.scope, subjectId: null, domain: null };
	const run = await tx.db.engagement.findFirst({
		where: { id: form.engagementId },
		select: {
			sequenceId: true,
			mailboxId: true,
			contact: { select: { addresses: { where: { isPrimary: true }, select: { address: true } } } },
		},
	});
	const domain = run?.contact.addresses[0]?.address.split('@').at(-1);
	if (!run || (form.scope === 'domain' && !domain)) throw new Refusal('not-found', 'missing');
	if (form.scope === 'domain') return { scope: form.scope, subjectId: null, domain: domain! };
	const subjectId = form.scope === 'sequence' ? run.sequenceId : run.mailboxId;
	return { scope: form.scope, subjectId, domain: null };
}

/** The same for all sends of the installation; to be called through `asHalt`, then `tellOfInstallationHalt` for each subscription. */
export async function setInstallationHalt(
	tx: InstallationTransaction,
	supportUserId: string,
	{ requestId, reason }: Extract<HaltForm, { readonly scope: 'installation' }>,
): Promise<void> {
	await tx.db.$executeRaw`
		INSERT INTO installation_halt (id, reason, set_by_id, set_at)
		VALUES (${requestId}::uuid, ${reason}, ${supportUserId}::uuid, ${tx.at}) ON CONFLICT (id) DO NOTHING`;
}

/** A subscription's own line of a halt of the installation that was set or lifted, and its runs look again. */
export async function tellOfInstallationHalt(
	tx: Transaction,
	actor: Actor,
	act: 'hold-sends' | 'lift-halt',
): Promise<number> {
	await recordEvent(tx, { kind: 'support-acted', actor, data: { act } });
	return pokeHeldRuns(tx, { scope: 'installation', subjectId: null, domain: null });
}
