import { instantOf, objectsIn, plainId, textOf, type Fields } from './json.ts';
import { kindOfFailure, statusIn } from './kind-of-failure.ts';
import type { RelayEvent, RelayEventKind, RelayReporter } from './relay-event.ts';

/** developers.brevo.com: "Transactional webhooks"; one event a call, or a list where batches are switched on. Not signed. */
export const brevo: RelayReporter = {
	key: 'brevo',
	name: 'Brevo',
	hosts: ['brevo.com', 'sendinblue.com'],
	async read(body) {
		const found = objectsIn(body);
		if (!found?.every(({ event }) => typeof event === 'string'))
			return { kind: 'refused', code: 'format-unknown' };
		return { kind: 'events', events: found.map(eventOf) };
	},
};

function eventOf(one: Fields): RelayEvent {
	const event = textOf(one.event)!;
	const status = statusIn(textOf(one.reason));
	const address = textOf(one.email)?.toLowerCase() ?? null;
	const at = one.ts_event ?? one.ts;
	const ids = [one['X-Mailin-custom'], one['message-id'], one['message_id']].flatMap(plainId);
	return {
		key: [event, ...ids, address, textOf(at)].join('\n'),
		kind: kindOf(event, status),
		ids,
		address,
		status,
		at: instantOf(at),
	};
}

function kindOf(event: string, status: string | undefined): RelayEventKind {
	switch (event) {
		case 'hard_bounce':
			return kindOfFailure(status, 'dead-address');
		case 'invalid_email':
			return 'dead-address';
		// It wrote to whom it had found dead before, or who complained there: it did not try.
		case 'blocked':
			return 'refused';
		case 'soft_bounce':
		case 'deferred':
		case 'error':
			return 'delayed';
		case 'spam':
			return 'complaint';
		default:
			return 'ignored';
	}
}
