/** A text as it may stand in a line of a header: breaks and other controls become spaces. */
export function oneLine(value: string): string {
	return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
