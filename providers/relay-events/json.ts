/** A stranger's JSON, read field by field. */
export type Fields = Readonly<Record<string, unknown>>;

/** The objects of a body that is one, or a list of some; undefined: it is neither. */
export function objectsIn(body: string): Fields[] | undefined {
	try {
		const parsed: unknown = JSON.parse(body);
		const all = Array.isArray(parsed) ? parsed : [parsed];
		return all.every(isFields) ? all : undefined;
	} catch {
		return undefined;
	}
}

/** The one object of a text; undefined: it is none. */
export function objectIn(text: string): Fields | undefined {
	return objectsIn(text)?.[0];
}

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsOf(value: unknown): Fields {
	return isFields(value) ? value : {};
}

/** The objects of a field that holds a list. */
export function listOf(value: unknown): Fields[] {
	return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A text of a few hundred characters, or a number as text. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value.slice(0, 1_000) : undefined;
}

/** Seconds since 1970, or a written instant. */
export function instantOf(value: unknown): Date | null {
	const date = typeof value === 'number' ? new Date(value * 1_000) : new Date(textOf(value) ?? Number.NaN);
	return Number.isNaN(date.getTime()) ? null : date;
}

/** An id as it is compared: without angle brackets. */
export function plainId(value: unknown): string[] {
	const text = textOf(value)?.trim().replace(/^<|>$/g, '');
	return text ? [text] : [];
}
