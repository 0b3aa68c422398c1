/** A company or a contact that a search found. */
export interface FoundRecord {
	kind: 'company' | 'contact';
	label: string;
	detail?: string;
	href: string;
}
