/** What responders put before the subject of the mail that they answer. Not "AUTO:", behind which Notes writes its own. */
const PREFIX =
	/^(?:automatic reply|auto reply|autoreply|reponse automatique|réponse automatique|automatische antwort|respuesta automática|respuesta automatica|risposta automatica|automatisch antwoord|out of office|absence du bureau|abwesenheitsnotiz) ?: ?/i;

/**
 * Takes our own subject off an answer's: behind « Réponse automatique : » stands what we wrote. It is read only where the
 * answer states nothing itself, since some people write there.
 */
export function withoutQuotedSubject(text: string): { own: string; quoted: string | undefined } {
	const end = text.indexOf('\n\n');
	const subject = end < 0 ? text : text.slice(0, end);
	const prefix = PREFIX.exec(subject.replaceAll('\u00a0', ' '))?.[0];
	if (prefix === undefined || end < 0) return { own: text, quoted: undefined };
	return { own: text.slice(end), quoted: subject.slice(prefix.length) };
}
