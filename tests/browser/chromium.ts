import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** Chromium looks up Google's hosts at each start unless it is told not to. */
const QUIET = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// Its sandbox refuses to run as root.
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export interface Chromium {
	/** A browser of somebody: cookies of its own. */
	open(options: { language: 'fr' | 'en'; scripts?: boolean }): Promise<BrowserContext>;
	close(): Promise<void>;
}

/** Debian's Chromium without a window; Playwright brings no browser of its own. */
export async function startChromium(): Promise<Chromium> {
	const browser = await chromium.launch({ executablePath: findChromium(), args: QUIET, headless: true });
	return {
		open: ({ language, scripts = true }) =>
			browser.newContext({
				locale: language === 'fr' ? 'fr-FR' : 'en-GB',
				timezoneId: 'Europe/Paris',
				viewport: { width: 1280, height: 800 },
				javaScriptEnabled: scripts,
				reducedMotion: 'reduce',
			}),
		close: () => browser.close(),
	};
}

function findChromium(): string {
	const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
	const found = folders.map((folder) => join(folder, 'chromium')).find((path) => existsSync(path));
	if (!found) throw new Error('the browser tests need chromium: apt-get install -y chromium');
	return found;
}
