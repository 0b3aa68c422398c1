/** What the order of two lines needs. */
interface Placed {
	id: string;
	at: Date;
	causeId: string | null;
}

/**
 * Newest first, and within one instant each line above the one that caused it: what one transaction did is read upwards
 * like everything else.
 */
export function effectsAboveCauses<Line extends Placed>(lines: readonly Line[]): Line[] {
	const byId = new Map(lines.map((line) => [line.id, line]));
	const depth = (line: Line): number => {
		const cause = line.causeId ? byId.get(line.causeId) : undefined;
		return cause && cause.at.getTime() === line.at.getTime() ? depth(cause) + 1 : 0;
	};
	return [...lines].sort((one, other) => other.at.getTime() - one.at.getTime() || depth(other) - depth(one));
}
