/** Within so many milliseconds before, what goes counts together: a little every night is a lot, too. */
export const COUNTED_OVER = 7 * 86_400_000;

/** Of few mails half may go, of many a twentieth; never more than this without a word of a person. */
const AT_MOST = 200;
const FEW = 10;
const SHARE = 20;

/**
 * Whether mails that are gone from a mailbox may be erased without a question (G-18). What takes more at once is seldom a
 * person who tidies up: a server that lost or hides mails, a rule that archives them elsewhere, somebody who clears out.
 *
 * @param known mails of the mailbox that are followed, those included that are gone.
 * @param gone those of them that were found to be gone within `COUNTED_OVER`.
 */
export function mayGo(known: number, gone: number): boolean {
	const few = Math.min(FEW, Math.ceil(known / 2));
	return gone <= Math.min(AT_MOST, Math.max(few, Math.floor(known / SHARE)));
}
