/** A subject with its variables as this company will read them: `{{societe|vous}}` is its name, others their fallback. */
export function subjectFor(subject: string, company: string): string {
	return subject.replace(
		/\{\{\s*([\w.]+)\s*(?:\|([^}]*))?\}\}/g,
		(_, name: string, fallback: string | undefined) => (name === 'societe' ? company : (fallback ?? '')),
	);
}
