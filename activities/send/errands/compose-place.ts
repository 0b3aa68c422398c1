import { createHash } from 'node:crypto';
import { compileIssue, mailDate, type CompiledIssue } from '#activities/newsletters/compile-issue.ts';
import { valuesOfPlace } from '#activities/newsletters/mail-of-place.ts';
import { fillHtml, fillText } from '#domain/newsletters/content/slots.ts';
import { readPartContent } from '#domain/newsletters/issues/issue-content.ts';
import type { ErrandPart, ErrandPlace } from '#domain/newsletters/issues/errands/read-errands.ts';
import type { ComposedSend } from '#domain/sends/freeze-send.ts';
import { trackingAddressOf } from '#domain/tracking/address/tracking-address-of.ts';
import { parseAddress } from '#mail/mime/address.ts';
import { messageIdKey } from '#mail/mime/message-id.ts';
import { fillMail } from '#mail/relay/fill-mail.ts';
import { TemplateRefused } from '#mail/relay/mail-template.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { SendDeps } from '#activities/send/send-deps.ts';

/** Letters that were compiled last, by part and sender: what an issue says changes no more. */
const compiledLetters = new Map<string, Promise<CompiledIssue>>();
const KEPT = 20;

/** The mail of one place, the same as a relay would send; undefined where its recipient is no address. */
export async function composePlace(
	deps: SendDeps,
	tx: Transaction,
	{
		partId,
		part,
		place,
	}: { readonly partId: string; readonly part: ErrandPart; readonly place: ErrandPlace },
): Promise<ComposedSend | undefined> {
	const content = await readPartContent(tx, partId);
	const to = place.address === null ? undefined : parseAddress(place.address);
	if (!content || !to) return undefined;
	const trackingUrl = await trackingAddressOf(tx);
	const { compiled, issue, letter } = await compiledLetter(`${partId} ${part.senderId} ${trackingUrl}`, () =>
		compileIssue(deps, { issueId: part.issueId, content, trackingUrl, at: tx.at }),
	);
	const { values, messageIdLocal } = valuesOfPlace(
		{ ...issue, date: mailDate(tx.at) },
		place,
		to.address,
		place.sendId,
	);
	const valueOf = (slot: string) => (slot === 'signature' ? content.signatureHtml : (values[slot] ?? ''));
	const messageId = `<${messageIdLocal}@${content.from.slice(content.from.lastIndexOf('@') + 1)}>`;
	try {
		const bytes = fillMail(compiled, values);
		return {
			recipient: to.address,
			subject: fillText(letter.subject, valueOf),
			messageId,
			messageIdKey: messageIdKey(messageId),
			bytes,
			sha256: createHash('sha256').update(bytes).digest(),
			html: fillHtml(letter.html, valueOf),
			text: fillText(letter.text, (slot) => (slot === 'signature' ? '' : valueOf(slot))),
		};
	} catch (error) {
		if (error instanceof TemplateRefused) return undefined;
		throw error;
	}
}

function compiledLetter(key: string, compile: () => Promise<CompiledIssue>): Promise<CompiledIssue> {
	const known = compiledLetters.get(key);
	if (known) return known;
	const compiled = compile();
	compiled.catch(() => compiledLetters.delete(key));
	compiledLetters.set(key, compiled);
	if (compiledLetters.size > KEPT) compiledLetters.delete(compiledLetters.keys().next().value!);
	return compiled;
}
