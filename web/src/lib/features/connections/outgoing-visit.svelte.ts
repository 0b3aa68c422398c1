import type { DeliveryWay } from '#domain/mailboxes/connection-settings.ts';
import { api, failureOf, type ShownFailure } from '#lib/app/trpc/client.ts';

/** Sends the person to the provider's page in this very tab: its answer brings her back to this one. */
export class OutgoingVisit {
	isLeaving = $state(false);
	failure = $state<ShownFailure | null>(null);
	private readonly connectionId: () => string;

	constructor(connectionId: () => string) {
		this.connectionId = connectionId;
	}

	/**
	 * @param how.asksWho the provider asks which account, although one is signed in.
	 * @param how.delivery by which way mails are to leave; undefined: as it stands.
	 */
	async leave({
		asksWho = false,
		delivery,
	}: { readonly asksWho?: boolean; readonly delivery?: DeliveryWay } = {}): Promise<void> {
		this.isLeaving = true;
		this.failure = null;
		try {
			const { address } = await api.connections.beginVisit.mutate({
				connectionId: this.connectionId(),
				asksWho,
				...(delivery === undefined ? {} : { delivery }),
			});
			location.assign(address);
		} catch (thrown) {
			this.failure = failureOf(thrown);
			this.isLeaving = false;
		}
	}
}
