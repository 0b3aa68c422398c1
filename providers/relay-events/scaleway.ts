import { fieldsOf, instantOf, listOf, objectIn, plainId, textOf, type Fields } from './json.ts';
import { kindOfFailure, statusIn } from './kind-of-failure.ts';
import type { RelayEvent, RelayEventKind, RelayReporter } from './relay-event.ts';
import { topicMessageIn } from './sns-envelope.ts';

/**
 * scaleway.com/docs/transactional-email: "Understanding Webhook event payloads", through a topic of Topics and Events. What it signs
 * with lies at a host where anybody may lay something, so the address alone says that a call is its own.
 */
export const scaleway: RelayReporter = {
	key: 'scaleway',
	name: 'Scaleway',
	hosts: ['scaleway.com', 'scw.cloud'],
	async read(body, ask) {
		const told = topicMessageIn(body);
		const event = told ? objectIn(told.message) : objectIn(body);
		if (told?.type === 'confirmation') {
			const { topic, subscribeUrl } = told;
			if (!subscribeUrl || !isScaleways(subscribeUrl)) return { kind: 'refused', code: 'format-unknown' };
			return { kind: 'confirmation', topic, confirm: async () => (await ask(subscribeUrl))?.status === 200 };
		}
		if (typeof event?.type !== 'string') return { kind: 'refused', code: 'format-unknown' };
		return { kind: 'events', events: [eventOf(event)], ...(told ? { topic: told.topic } : {}) };
	},
};

function isScaleways(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname, port } = new URL(url);
	return protocol === 'https:' && port === '' && /^[a-z0-9.-]{1,100}\.scaleway\.com$/.test(hostname);
}

function eventOf(one: Fields): RelayEvent {
	const type = textOf(one.type)!;
	const address = textOf(one.email_to)?.toLowerCase() ?? null;
	const status = statusIn(textOf(one.email_response_message));
	return {
		key: textOf(one.id) ?? [type, textOf(one.email_id), address, textOf(one.created_at)].join('\n'),
		kind: kindOf(type, status),
		ids: headersOf(one.email_headers),
		address,
		status,
		at: instantOf(one.created_at),
	};
}

/** A list of names and values, or an object of them. */
function headersOf(headers: unknown): string[] {
	const named = Array.isArray(headers)
		? listOf(headers).map(({ key, name, value }) => [textOf(key ?? name), value] as const)
		: Object.entries(fieldsOf(headers));
	return named.flatMap(([name, value]) =>
		/^(message-id|references)$/i.test(name ?? '') ? plainId(value) : [],
	);
}

function kindOf(type: string, status: string | undefined): RelayEventKind {
	switch (type) {
		case 'email_mailbox_not_found':
			return 'dead-address';
		case 'email_dropped':
			return kindOfFailure(status, 'refused');
		case 'email_blocklisted':
			return 'refused';
		// Identified as spam on its way: a matter of what we write, not of her.
		case 'email_spam':
		case 'email_deferred':
			return 'delayed';
		default:
			return 'ignored';
	}
}
