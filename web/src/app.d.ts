import type { Language } from '#texts/language.ts';
import type { Viewer } from '#lib/server/viewer.ts';

declare global {
	interface Window {
		/** Of `web/static/early-press.js`, until `doEarlyPress`. */
		earlyPress?: { kept?: HTMLElement; keep: (event: Event) => void };
	}
	namespace App {
		interface Locals {
			language: Language;
			/** Who is signed in; null on the public pages. */
			viewer: Viewer | null;
		}
		interface Error {
			message: string;
			/** A code that support can look up in the log. */
			code?: string;
		}
	}
}

export {};
