/** One line of a comparison. */
export interface Line {
	readonly name: string;
	readonly bare: string;
	readonly ours: string;
	/** Ours beside the bare one, where that says something. */
	readonly ratio?: string;
}

const HEAD: Line = { name: '', bare: 'bare', ours: 'Refrain', ratio: 'ratio' };

/** Prints a comparison in columns; the same text can be pasted into docs/benchmarks.md. */
export function printTable(title: string, lines: readonly Line[]): void {
	const rows = [HEAD, ...lines].map(({ name, bare, ours, ratio }) => [name, bare, ours, ratio ?? '']);
	const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
	console.log(`\n${title}`);
	for (const row of rows) {
		const cells = row.map((cell, column) =>
			column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
		);
		console.log(`  ${cells.join('   ')}`);
	}
}

/** Two digits that say something are enough here. */
export function figure(value: number, unit = ''): string {
	const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
	return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}
