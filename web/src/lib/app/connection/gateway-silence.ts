/** What a proxy answers for a server that it does not reach. */
const SILENCES = [502, 503, 504];

/** True for an answer that may be a proxy's instead of the server's own. */
export function maySpeakForNobody(status: number): boolean {
	return SILENCES.includes(status);
}
