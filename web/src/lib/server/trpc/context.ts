import type { Language } from '#texts/language.ts';
import type { Services } from '../services.ts';
import type { Viewer } from '../viewer.ts';

/** What every procedure is called with. */
export interface Context {
	services: Services;
	viewer: Viewer | null;
	/** Language of the sentences in an error. */
	language: Language;
}
