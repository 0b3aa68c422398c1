/** A text as it may stand in HTML, in an attribute too. */
export function escaped(value: string): string {
	return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
