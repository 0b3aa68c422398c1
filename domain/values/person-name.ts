/** A person's name as it is shown; `otherwise` (an address) stands in for somebody without one. */
export function nameOf(
	person: { firstName: string | null; lastName: string | null },
	otherwise = '–',
): string {
	return [person.firstName, person.lastName].filter(Boolean).join(' ') || otherwise;
}
