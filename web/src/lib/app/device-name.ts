/** « Firefox, Windows » from a User-Agent; null where it says nothing we know. */
export function deviceName(userAgent: string | null): string | null {
	if (!userAgent) return null;
	const browser = [
		['Edg/', 'Edge'],
		['OPR/', 'Opera'],
		['Firefox/', 'Firefox'],
		['Chrome/', 'Chrome'],
		['Safari/', 'Safari'],
	].find(([sign]) => userAgent.includes(sign!))?.[1];
	const system = [
		['iPhone', 'iPhone'],
		['iPad', 'iPad'],
		['Android', 'Android'],
		['Windows', 'Windows'],
		['Mac OS X', 'macOS'],
		['Linux', 'Linux'],
	].find(([sign]) => userAgent.includes(sign!))?.[1];
	const known = [browser, system].filter(Boolean);
	return known.length > 0 ? known.join(', ') : null;
}
