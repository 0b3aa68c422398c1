import { fieldsOf, instantOf, objectsIn, plainId, textOf, type Fields } from './json.ts';
import { statusIn } from './kind-of-failure.ts';
import type { RelayEvent, RelayEventKind, RelayReporter } from './relay-event.ts';

/** postmarkapp.com/developer: "Webhooks"; one record a call, `Metadata` gives ours back. Not signed. */
export const postmark: RelayReporter = {
	key: 'postmark',
	name: 'Postmark',
	hosts: ['postmarkapp.com'],
	async read(body) {
		const found = objectsIn(body);
		if (!found?.every(({ RecordType }) => typeof RecordType === 'string'))
			return { kind: 'refused', code: 'format-unknown' };
		return { kind: 'events', events: found.map(eventOf) };
	},
};

/** Of a complaint that it cannot tell of which mail. */
const UNKNOWN_MESSAGE = '00000000-0000-0000-0000-000000000000';

function eventOf(one: Fields): RelayEvent {
	const record = textOf(one.RecordType)!;
	const messageId = plainId(one.MessageID).find((id) => id !== UNKNOWN_MESSAGE);
	const ids = [...Object.values(fieldsOf(one.Metadata)), messageId && `${messageId}@mtasv.net`].flatMap(
		plainId,
	);
	const at = one.BouncedAt ?? one.ReceivedAt ?? one.DeliveredAt;
	const address = textOf(one.Email ?? one.Recipient)?.toLowerCase() ?? null;
	return {
		key: [record, textOf(one.ID), messageId, address, textOf(at)].join('\n'),
		kind: kindOf(record, textOf(one.Type)),
		ids,
		address,
		status: statusIn(textOf(one.Details), textOf(one.Description)),
		at: instantOf(at),
	};
}

function kindOf(record: string, type: string | undefined): RelayEventKind {
	if (record === 'SpamComplaint') return 'complaint';
	if (record !== 'Bounce') return 'ignored';
	switch (type) {
		case 'HardBounce':
		case 'BadEmailAddress':
			return 'dead-address';
		case 'ManuallyDeactivated':
			return 'refused';
		case 'SpamComplaint':
			return 'complaint';
		case 'SoftBounce':
		case 'Transient':
		case 'DnsError':
		case 'SpamNotification':
		case 'Blocked':
		case 'DMARCPolicy':
		case 'SMTPApiError':
			return 'delayed';
		default:
			return 'ignored';
	}
}
