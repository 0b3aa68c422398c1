import { fieldsOf, instantOf, listOf, objectIn, plainId, textOf, type Fields } from './json.ts';
import { kindOfFailure, statusIn } from './kind-of-failure.ts';
import type { RelayEvent, RelayEventKind, RelayReporter } from './relay-event.ts';
import { isAmazons, isSignedByAmazon, topicMessageIn, type TopicMessage } from './sns-envelope.ts';

/**
 * docs.aws.amazon.com/ses: "Notification contents", "Event publishing"; signed by the notification service. Several recipients
 * stand in one notice, and our own fields only where the original headers are included.
 */
export const amazonSes: RelayReporter = {
	key: 'amazonses',
	name: 'Amazon SES',
	hosts: ['amazonaws.com'],
	async read(body, ask) {
		const told = topicMessageIn(body);
		if (!told) return { kind: 'refused', code: 'format-unknown' };
		if (!(await isSignedByAmazon(told, ask))) return { kind: 'refused', code: 'signature-wrong' };
		const { topic, subscribeUrl } = told;
		if (told.type === 'confirmation') {
			if (!subscribeUrl || !isAmazons(subscribeUrl)) return { kind: 'refused', code: 'signature-wrong' };
			return { kind: 'confirmation', topic, confirm: async () => (await ask(subscribeUrl))?.status === 200 };
		}
		return { kind: 'events', topic, events: told.type === 'notification' ? eventsOf(told) : [] };
	},
};

function eventsOf({ id, topic, message }: TopicMessage): RelayEvent[] {
	const notice = objectIn(message);
	const type = textOf(notice?.notificationType ?? notice?.eventType);
	if (!notice || !type) return [{ key: id, kind: 'ignored', ids: [], address: null, at: null }];
	const ids = idsOf(fieldsOf(notice.mail), topic);
	if (type === 'Bounce') {
		const bounce = fieldsOf(notice.bounce);
		return listOf(bounce.bouncedRecipients).map((one) => {
			const status = statusIn(textOf(one.status), textOf(one.diagnosticCode));
			return eventOf(id, one, {
				kind: kindOfBounce(bounce, status),
				ids,
				status,
				at: instantOf(bounce.timestamp),
			});
		});
	}
	if (type === 'Complaint') {
		const complaint = fieldsOf(notice.complaint);
		// A subtype says that it did not even leave, since she had complained before.
		return listOf(complaint.complainedRecipients).map((one) =>
			eventOf(id, one, { kind: 'complaint', ids, at: instantOf(complaint.timestamp) }),
		);
	}
	return [{ key: id, kind: 'ignored', ids: [], address: null, at: null }];
}

function eventOf(id: string, recipient: Fields, event: Omit<RelayEvent, 'key' | 'address'>): RelayEvent {
	const address = textOf(recipient.emailAddress)?.toLowerCase() ?? null;
	return { ...event, key: `${id}\n${address}`, address };
}

function kindOfBounce(bounce: Fields, status: string | undefined): RelayEventKind {
	if (bounce.bounceType !== 'Permanent') return 'delayed';
	// Its own list: whoever stands there bounced before, and nothing was tried.
	if (/suppress/i.test(textOf(bounce.bounceSubType) ?? '')) return 'refused';
	return kindOfFailure(status, 'dead-address');
}

/** The bare id stands for the Message-ID that it gave, at a domain of its region. */
function idsOf(mail: Fields, topic: string): string[] {
	const region = topic.split(':')[3] ?? '';
	const bare = textOf(mail.messageId);
	const given = bare ? [`${bare}@${region}.amazonses.com`, `${bare}@email.amazonses.com`] : [];
	const headers = listOf(mail.headers).filter(({ name }) =>
		/^(message-id|references|x-refrain-.*)$/i.test(textOf(name) ?? ''),
	);
	return [...given, ...headers.flatMap(({ value }) => (textOf(value) ?? '').split(/\s+/)).flatMap(plainId)];
}
