import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));

/** With `REFRAIN_SCREENSHOTS=1`, keeps the page as it stands for the README; else does nothing. */
export async function takePicture(page: Page, name: string): Promise<void> {
	if (process.env.REFRAIN_SCREENSHOTS !== '1') return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
