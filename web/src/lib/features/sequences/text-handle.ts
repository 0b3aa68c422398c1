/** What a toolbar outside can do with the text. */
export interface TextHandle {
	bold(): void;
	italic(): void;
	list(): void;
	link(href: string | null): void;
	/** The address of the link under the cursor. */
	linkHere(): string;
	insertVariable(name: string): void;
	setFallback(at: number, fallback: string): void;
	/** Which marks are on at the cursor. */
	readonly on: { bold: boolean; italic: boolean; list: boolean; link: boolean };
}
