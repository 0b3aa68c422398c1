import { moment } from '#texts/format.ts';
import { m } from '#texts/generated/messages.js';

/** Who switched *Configurateur SMTP*, and when; `by` null: it was on before there was a switch. */
export function switchedWords(
	{ isOn, by, at }: { readonly isOn: boolean; readonly by: string | null; readonly at: Date },
	reader: Parameters<typeof moment>[1],
): string {
	const words = { moment: moment(at, reader), user: by ?? '–' };
	if (!isOn) return m.senders_relays_off_by(words);
	return by ? m.senders_relays_on_by(words) : m.senders_relays_on_since(words);
}
