import { instantOf, objectsIn, plainId, textOf, type Fields } from './json.ts';
import { kindOfFailure, statusIn } from './kind-of-failure.ts';
import type { RelayEvent, RelayEventKind, RelayReporter } from './relay-event.ts';

/** dev.mailjet.com: "Event API"; a list where events are grouped. `CustomID` gives ours back. Not signed. */
export const mailjet: RelayReporter = {
	key: 'mailjet',
	name: 'Mailjet',
	hosts: ['mailjet.com'],
	async read(body) {
		const found = objectsIn(body);
		if (!found?.every(({ event }) => typeof event === 'string'))
			return { kind: 'refused', code: 'format-unknown' };
		return { kind: 'events', events: found.map(eventOf) };
	},
};

function eventOf(one: Fields): RelayEvent {
	const event = textOf(one.event)!;
	const address = textOf(one.email)?.toLowerCase() ?? null;
	const status = statusIn(textOf(one.comment), textOf(one.error));
	const ids = [one.CustomID, one.Payload].flatMap(plainId);
	const key = [
		event,
		textOf(one.MessageID),
		textOf(one.Message_GUID),
		...ids,
		address,
		textOf(one.time),
	].join('\n');
	return { key, kind: kindOf(event, one, status), ids, address, status, at: instantOf(one.time) };
}

/** Whose matter it is, in Mailjet's words: what is about us, our words or Mailjet marks nobody. */
const OURS = ['spam', 'policy', 'mailjet', 'system', 'content'];

function kindOf(event: string, one: Fields, status: string | undefined): RelayEventKind {
	if (event === 'spam') return 'complaint';
	if (event !== 'bounce' && event !== 'blocked') return 'ignored';
	if (OURS.includes(textOf(one.error_related_to) ?? '')) return 'delayed';
	if (event === 'blocked') return 'refused';
	return one.hard_bounce === true ? kindOfFailure(status, 'dead-address') : 'delayed';
}
