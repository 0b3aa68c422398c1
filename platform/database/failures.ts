/** PostgreSQL's codes for a transaction that may simply be run again. */
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

interface DriverShape {
	code?: unknown;
	meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
	cause?: { originalCode?: unknown };
}

/** PostgreSQL's code of an error that came through Prisma (in any of its shapes) or straight from pg. */
export function postgresCode(error: unknown): string | undefined {
	const shape = error as DriverShape | null | undefined;
	const code =
		shape?.meta?.driverAdapterError?.cause?.originalCode ?? shape?.cause?.originalCode ?? shape?.code;
	return typeof code === 'string' ? code : undefined;
}

/** True where the same transaction may succeed when it is run again. */
export function mayRunAgain(error: unknown): boolean {
	const code = postgresCode(error);
	return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED || code === 'P2034';
}

/** True where a unique constraint or index refused a row. */
export function isUniqueViolation(error: unknown): boolean {
	const code = postgresCode(error);
	return code === UNIQUE_VIOLATION || code === 'P2002';
}

/** True where a row named another one that does not exist in this subscription. */
export function isForeignKeyViolation(error: unknown): boolean {
	const code = postgresCode(error);
	return code === FOREIGN_KEY_VIOLATION || code === 'P2003';
}
