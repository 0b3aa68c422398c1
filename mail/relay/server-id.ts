import type { RelayOutcome } from './relay-mail.ts';
import type { RelayProfile } from './relay-profile.ts';
import { readableWords } from './reply-reader.ts';

/**
 * The Message-ID that a relay gave, from its answer to the mail: in angle brackets where it stands there whole, else what
 * follows "ok" or "queued as", at the relay's own domain.
 *
 * @param replacedAt That domain.
 * @returns With angle brackets; undefined where the answer names none.
 */
export function serverIdIn(words: string, replacedAt: string): string | undefined {
	const reply = readableWords(words.slice(0, 500));
	const whole = /<([^\s<>@]{1,200}@[^\s<>@]{1,200})>/.exec(reply);
	if (whole) return `<${whole[1]}>`;
	const bare = /\b(?:ok|queued as)[: ]+(?:queued as )?([0-9a-z][0-9a-z._-]{7,199})\s*$/i.exec(reply);
	return bare ? `<${bare[1]}@${replacedAt}>` : undefined;
}

/** What an accepted mail answers: with the relay's id of it, where the relay replaces ours. */
export function acceptedWith(words: string, { messageId }: Pick<RelayProfile, 'messageId'>): RelayOutcome {
	const serverId = messageId === 'kept' ? undefined : serverIdIn(words, messageId.replacedAt);
	return { state: 'accepted', ...(serverId === undefined ? {} : { serverId }) };
}
