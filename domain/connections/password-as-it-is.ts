/**
 * An app password of sixteen letters is shown in groups of four and pasted with their spaces, the no-break ones too: it is
 * kept without them. Spaces of any other password belong to it.
 */
export function passwordAsItIs(typed: string): string {
	const bare = typed.replace(/\s/gu, '');
	const isGrouped = /^[a-z]{4}(?:[ \u00a0\u202f]?[a-z]{4}){3}$/.test(typed.trim());
	return isGrouped ? bare : typed;
}
